// Who is logged in, and what was loaded for them.
import { computed, shallowRef } from 'vue'
import { api, ApiError } from '@/api/client'
import type { Right, Session } from '@/api/shapes'
import { forgetDrafts } from '@/record/draft'
import { units } from '@/unit/units'
import { showUnitOf } from '@/unit/shownUnit'
import { content } from './content'

export const session = shallowRef<Session | null>(null)
export const today = computed(() => session.value?.today ?? new Date().toISOString().slice(0, 10))
export const may = (right: Right) => session.value?.may.includes(right) ?? false

async function enter(who: Session) {
  const [declared, tree] = await Promise.all([api.content(), api.units()])
  content.value = declared
  units.value = tree
  showUnitOf(who)
  forgetDrafts({ except: who.user })
  session.value = who
}

/** Picks up the session this browser already has; false when it has none. */
export async function resume() {
  if (session.value) return true
  try {
    await enter(await api.session())
    return true
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'unauthenticated') return false
    throw error
  }
}

export const logIn = async (user: string, password: string) => enter(await api.logIn(user, password))

/** Forgets who we are on this screen; drafts stay for the same user to come back to. */
export function dropSession() {
  session.value = null
}

export async function logOut() {
  await api.logOut()
  forgetDrafts({})
  dropSession()
}

// SPDX-License-Identifier: Apache-2.0
