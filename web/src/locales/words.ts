// The words of the pages in both languages, and the choice between the two halves of a pair.
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Words } from '@/api/shapes'
import en from './en.json'
import { language } from './language'
import zh from './zh.json'

export const i18n = createI18n({ legacy: false, locale: language.value, fallbackLocale: 'en', messages: { zh, en } })

watch(language, (chosen) => {
  i18n.global.locale.value = chosen
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en'
}, { immediate: true, flush: 'sync' })

/** The half of a pair that is read on this screen. */
export const say = (words: Words | null | undefined) => words?.[language.value] ?? ''

// SPDX-License-Identifier: Apache-2.0
