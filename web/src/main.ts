// Starts the pages.
import { createApp } from 'vue'
import { i18n } from '@/locales/words'
import App from '@/shell/App.vue'
import { router } from '@/shell/router'
import '@/style/tokens.css'
import '@/style/base.css'
import '@/style/controls.css'
import '@/style/pieces.css'
import '@/style/print.css'

createApp(App).use(i18n).use(router).mount('#app')

// SPDX-License-Identifier: Apache-2.0
