// The unit whose figures and lists are on the screen; kept as long as the browser tab lives.
import { computed, ref } from 'vue'
import type { Session } from '@/api/shapes'
import { unitOf } from './units'

const KEY = 'anyu.unit'
const code = ref('')

export const shownUnit = computed({
  get: () => code.value,
  set: (chosen: string) => {
    code.value = chosen
    sessionStorage.setItem(KEY, chosen)
  },
})

/** Starts with what this tab showed before, if it is mine to see; else with my own unit. */
export function showUnitOf(who: Session) {
  const kept = sessionStorage.getItem(KEY)
  code.value = kept && unitOf(kept) ? kept : who.unit.code
}

// SPDX-License-Identifier: Apache-2.0
