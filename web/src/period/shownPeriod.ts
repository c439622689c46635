// The period whose figures are on the screen, shared by the pages of a stage; the year so far at first.
import { computed, ref } from 'vue'
import { today } from '@/shell/session'
import { periodOf } from './period'

const kept = ref('')

export const shownPeriod = computed({
  get: () => kept.value || periodOf(today.value, 'year'),
  set: (chosen: string) => { kept.value = chosen },
})

// SPDX-License-Identifier: Apache-2.0
