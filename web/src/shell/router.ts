// Which page stands at which address. Addresses live behind `#`, so any server that hands out files will do.
import { shallowRef } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { whenSignedOut } from '@/api/client'
import { i18n } from '@/locales/words'
import LoginPage from './LoginPage.vue'
import NotFoundPage from './NotFoundPage.vue'
import { firstPage } from './navigation'
import { dropSession, resume, session } from './session'
import { toast } from './toasts'

const number = (text: unknown) => Number(text)

export const router = createRouter({
  history: createWebHashHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/login', component: LoginPage, meta: { open: true } },
    { path: '/', redirect: '/login' },

    { path: '/collect', component: () => import('@/loop/collect/PersonsPage.vue') },
    { path: '/collect/new', component: () => import('@/loop/collect/NewPersonPage.vue') },
    { path: '/collect/person/:id(\\d+)', props: ({ params }) => ({ id: number(params.id) }), component: () => import('@/loop/collect/PersonPage.vue') },
    { path: '/collect/person/:id(\\d+)/add', props: ({ params }) => ({ id: number(params.id) }), component: () => import('@/loop/collect/PersonTypesPage.vue') },
    { path: '/collect/person/:id(\\d+)/add/:type', props: ({ params }) => ({ id: number(params.id), type: params.type }), component: () => import('@/loop/collect/PersonEntryPage.vue') },
    { path: '/collect/person/:id(\\d+)/record/:type/:record(\\d+)', props: ({ params }) => ({ person: number(params.id), type: params.type, record: number(params.record) }), component: () => import('@/loop/collect/RecordPage.vue') },
    { path: '/collect/unit', component: () => import('@/loop/collect/UnitRecordsPage.vue') },
    { path: '/collect/unit/:unit/add/:type', props: true, component: () => import('@/loop/collect/UnitEntryPage.vue') },
    { path: '/collect/unit/:unit/record/:type/:record(\\d+)', props: ({ params }) => ({ unit: params.unit, type: params.type, record: number(params.record) }), component: () => import('@/loop/collect/RecordPage.vue') },

    { path: '/decide', component: () => import('@/loop/decide/BoardPage.vue') },
    { path: '/decide/formula', component: () => import('@/loop/decide/FormulaPage.vue') },
    { path: '/decide/:id', props: true, component: () => import('@/loop/decide/IndicatorPage.vue') },

    { path: '/deliver', component: () => import('@/loop/deliver/DuePage.vue') },

    { path: '/assess', component: () => import('@/loop/assess/SheetsPage.vue') },
    { path: '/assess/sheet/:id', props: true, component: () => import('@/loop/assess/SheetPage.vue') },
    { path: '/assess/findings', component: () => import('@/loop/assess/FindingsPage.vue') },
    { path: '/assess/claims', component: () => import('@/loop/assess/ClaimsPage.vue') },

    { path: '/:rest(.*)*', component: NotFoundPage },
  ],
})

/** Why the pages cannot start, when the server does not answer. */
export const startFailure = shallowRef<unknown>(null)

router.beforeEach(async (to) => {
  startFailure.value = null
  try {
    const known = await resume()
    if (to.meta.open) return known ? firstPage(session.value!) : true
    return known || { path: '/login', query: { then: to.fullPath } }
  } catch (error) {
    if (to.meta.open) return true
    startFailure.value = error
    return false
  }
})

router.onError(() => toast(i18n.global.t('failure.offline')))

/** Fetches the pages not yet opened while nothing else happens, so that a lost network does not lock them. */
export function fetchPagesAhead() {
  setTimeout(async () => {
    for (const { components } of router.getRoutes()) {
      const page: unknown = components?.default
      if (typeof page === 'function') await page().catch(() => {})
    }
  }, 1500)
}

whenSignedOut(() => {
  dropSession()
  const here = router.currentRoute.value
  if (!here.meta.open) void router.replace({ path: '/login', query: { then: here.fullPath } })
})

// SPDX-License-Identifier: Apache-2.0
