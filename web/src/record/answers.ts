// From what was typed to what the contract wants. The server judges it; here nothing is refused, so nothing is lost.
import type { FieldValue, FieldValues, RecordType } from '@/api/shapes'

export type Reason = 'not_done' | 'not_recorded' | 'not_due'
export const reasons: Reason[] = ['not_done', 'not_recorded', 'not_due']

export const reasonOf = (value: FieldValue | undefined): Reason | null =>
  typeof value === 'object' ? value.missing : null

const isWhole = (text: string) => /^[+-]?\d{1,15}$/.test(text)

/** Without empty answers, and with whole numbers as numbers. */
export function answers(type: RecordType, typed: FieldValues): FieldValues {
  const given: FieldValues = {}
  for (const field of type.fields) {
    const value = typed[field.id]
    const text = typeof value === 'string' ? value.trim() : value
    if (text === undefined || text === '') continue
    given[field.id] = field.type === 'whole' && typeof text === 'string' && isWhole(text) ? Number(text) : text
  }
  return given
}

// SPDX-License-Identifier: Apache-2.0
