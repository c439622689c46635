// How the pages are built, served while writing, and tested.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: './',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: { target: 'es2020', chunkSizeWarningLimit: 700, reportCompressedSize: true },
  server: {
    port: 5173,
    host: '127.0.0.1',
    proxy: { '/api': process.env.ANYU_API ?? 'http://127.0.0.1:4190' },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.spec.ts'], pool: 'threads', maxWorkers: 1, isolate: false },
})

// SPDX-License-Identifier: Apache-2.0
