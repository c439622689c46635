// What was typed into a form and not yet saved; it survives a reload or an expired session, not a log-out.
import type { FieldValues } from '@/api/shapes'

export type Draft = { day: string, unit: string, fields: FieldValues }

const PREFIX = 'anyu.draft.'
const key = (user: string, subject: string, type: string) => `${PREFIX}${user}/${subject}/${type}`

export function keptDraft(user: string, subject: string, type: string): Draft | null {
  const text = sessionStorage.getItem(key(user, subject, type))
  return text ? JSON.parse(text) : null
}

export const keepDraft = (user: string, subject: string, type: string, draft: Draft) =>
  sessionStorage.setItem(key(user, subject, type), JSON.stringify(draft))

export const dropDraft = (user: string, subject: string, type: string) =>
  sessionStorage.removeItem(key(user, subject, type))

/** Nobody finds what somebody else typed. */
export function forgetDrafts({ except }: { except?: string }) {
  for (const name of Object.keys(sessionStorage)) {
    const own = except !== undefined && name.startsWith(`${PREFIX}${except}/`)
    if (name.startsWith(PREFIX) && !own) sessionStorage.removeItem(name)
  }
}

// SPDX-License-Identifier: Apache-2.0
