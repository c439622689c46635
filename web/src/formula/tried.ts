// A formula tried while it is typed: a pause, one question, the newest answer; the last good one stays until the next.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '@/api/client'
import type { Tried, Typed, TypedFault } from '@/api/shapes'

export type Asked = { typed: Typed, unit: string, period: string }
/** What was found, and what had been asked for it. */
export type Found = Asked & { tried: Tried }

const PAUSE = 300

export function useTried(asked: () => Asked | null) {
  const found = shallowRef<Found | null>(null)
  const checked = shallowRef<Typed>({})
  const faults = shallowRef<TypedFault[]>([])
  const error = shallowRef<unknown>(null)
  /** Whether what is on the screen is of another text than the one typed now. */
  const stale = ref(false)
  const waiting = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  async function ask(question: Asked) {
    const mine = ++latest
    try {
      const tried = await api.tryFormula(question.typed, question.unit, question.period)
      if (mine !== latest) return
      error.value = null
      checked.value = question.typed
      faults.value = tried.faults
      if (!tried.faults.length && tried.whole) {
        found.value = { ...question, tried }
        stale.value = false
      }
    } catch (failure) {
      if (mine === latest) error.value = failure
    } finally {
      if (mine === latest) waiting.value = false
    }
  }

  function again() {
    const question = asked()
    clearTimeout(timer)
    latest++
    if (question) {
      waiting.value = true
      void ask(question)
    }
  }

  watch(() => JSON.stringify(asked()), (now, before) => {
    clearTimeout(timer)
    latest++
    stale.value = found.value !== null
    waiting.value = now !== 'null'
    if (now === 'null') {
      faults.value = []
      error.value = null
      return
    }
    timer = setTimeout(() => void ask(JSON.parse(now)), before === undefined ? 0 : PAUSE)
  }, { immediate: true })
  onScopeDispose(() => { clearTimeout(timer); latest++ })

  const forget = () => { found.value = null; stale.value = false }
  return { found, checked, faults, error, stale, waiting, again, forget }
}

// SPDX-License-Identifier: Apache-2.0
