// The language on the screen: chosen once, kept in this browser.
import { ref } from 'vue'

export type Language = 'zh' | 'en'
const KEY = 'anyu.language'

function first(): Language {
  const kept = localStorage.getItem(KEY)
  if (kept === 'zh' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export const language = ref<Language>(first())

export function keepLanguage(chosen: Language) {
  language.value = chosen
  localStorage.setItem(KEY, chosen)
}

// SPDX-License-Identifier: Apache-2.0
