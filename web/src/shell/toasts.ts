// Short words at the edge of the screen, gone after some seconds.
import { ref } from 'vue'

export type Toast = { id: number, text: string }
export const toasts = ref<Toast[]>([])
let last = 0

export function toast(text: string) {
  const id = ++last
  toasts.value.push({ id, text })
  setTimeout(() => { toasts.value = toasts.value.filter((shown) => shown.id !== id) }, 5000)
}

// SPDX-License-Identifier: Apache-2.0
