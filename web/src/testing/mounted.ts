// Mounts a part in a test as the pages do, with words and addresses; in English unless told.
import { mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Component } from 'vue'
import { keepLanguage, type Language } from '@/locales/language'
import { i18n } from '@/locales/words'

export function mounted(part: Component, props: { [name: string]: unknown } = {}, language: Language = 'en') {
  keepLanguage(language)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
  const seen = mount(part, { props, attachTo: document.body, global: { plugins: [i18n, router] } })
  return Object.assign(seen, { router })
}

// SPDX-License-Identifier: Apache-2.0
