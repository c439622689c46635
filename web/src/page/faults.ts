// What the server found wrong in a form; a field is given the benefit of the doubt once it is touched again.
import { reactive, watch } from 'vue'
import type { FieldFault } from '@/api/shapes'
import { say } from '@/locales/words'

export function useFaults(faults: () => FieldFault[]) {
  const touched = reactive(new Set<string>())
  watch(faults, () => touched.clear())

  /** Listens to the whole form; each control stands in an element with `data-field`. */
  function touch(event: Event) {
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset.field
    if (field) touched.add(field)
  }
  const faultOf = (id: string) => touched.has(id) ? undefined
    : faults().filter(({ field }) => field === id).map((fault) => say(fault)).join(' ') || undefined

  return { faultOf, touch }
}

// SPDX-License-Identifier: Apache-2.0
