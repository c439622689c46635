// What is being typed, kept while one looks at other pages; nobody finds what somebody else typed.
import { computed, shallowRef } from 'vue'
import type { Typed } from '@/api/shapes'
import { session } from '@/shell/session'
import { fresh } from './typed'

const kept = shallowRef<{ user: string, typed: Typed } | null>(null)

export const shownTyped = computed({
  get: (): Typed => (kept.value && kept.value.user === session.value?.user ? kept.value.typed : fresh()),
  set: (typed: Typed) => { kept.value = { user: session.value?.user ?? '', typed } },
})

// SPDX-License-Identifier: Apache-2.0
