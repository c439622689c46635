// Looks at every page with a real browser, in both languages, on a phone and a desktop, and asks axe about each.
import { mkdirSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const BASE = process.env.BASE ?? 'http://127.0.0.1:4190'
const OUT = process.env.OUT ?? '/tmp/shots'
const only = process.argv.slice(2)
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const pages = [
  ['collect', '/collect'], ['new-person', '/collect/new'], ['person', '/collect/person/1002'], ['types', '/collect/person/1002/add'], ['entry', '/collect/person/1002/add/postnatal_visit'],
  ['record', '/collect/person/1002/record/antenatal_visit/4'], ['unit-records', '/collect/unit'], ['decide', '/decide'], ['indicator', '/decide/postnatal_visits_2_in_42d'], ['statistic', '/decide/iud_share'], ['made-of-others', '/decide/visits_per_birth'],
  ['write', '/decide/formula'], ['write-fault', '/decide/formula'], ['write-result', '/decide/formula'], ['write-keep', '/decide/formula'], ['apart', '/decide/postnatal_visits_2_in_42d'], ['then', '/decide/postnatal_visits_2_in_42d'], ['then-none', '/decide/births'],
  ['deliver', '/deliver'], ['sheets', '/assess'], ['sheet-points', '/assess/sheet/s01'], ['sheet-thresholds', '/assess/sheet/t02'], ['findings', '/assess/findings'], ['claims', '/assess/claims'], ['nowhere', '/no/such/page'],
]
const example = async (page, id = 'postnatal') => { await page.locator(`[data-example="${id}"]`).click(); await page.locator('[data-testid=tried][data-stale=false]').waitFor() }
const actions = {
  'write-fault': async (page) => { await example(page); await page.locator('#write-count').fill('exists(postnatal_visit in [day + 1, days + 42]'); await page.locator('#write-where').fill('结局 = live'); await page.getByTestId('mirror').nth(1).waitFor() },
  'write-result': async (page) => { await example(page); await page.locator('.chart svg').waitFor() },
  'write-keep': async (page) => { await example(page); await page.getByTestId('keep').click(); await page.getByTestId('keep-now').click(); await page.locator('#keep-id-fault').waitFor() },
  'apart': async (page) => { await page.locator('#apart-first').selectOption('place'); await page.locator('#apart-second').selectOption('residency'); await page.getByTestId('broken').waitFor() },
  'then': async (page) => { await page.getByTestId('then-look').click(); await page.getByTestId('moving-changes').waitFor() },
  'then-none': async (page) => { await page.getByTestId('then-look').click(); await page.getByTestId('then-none').waitFor() },
  'entry': async (page) => { await page.getByTestId('save').click(); await page.getByTestId('faults').waitFor() },
  'record': async (page) => { await page.getByTestId('correct').click() },
  'statistic': async (page) => { await page.getByTestId('anchors-counted').click(); await page.getByTestId('anchors').waitFor() },
  'indicator': async (page) => { await page.getByTestId('anchors-not_counted').click(); await page.getByTestId('anchors').waitFor(); await page.locator('.chart svg').waitFor() },
  'sheet-points': async (page) => { for (const id of ['1.1', 'g1']) await page.locator(`[data-item="${id}"] summary`).click() },
}
mkdirSync(OUT, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-sync'] })
let troubles = 0
for (const [size, width, height] of [['phone', 360, 800], ['desktop', 1280, 900]]) for (const language of ['zh', 'en']) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce', bypassCSP: true })
  const page = await context.newPage()
  const say = (...words) => { troubles++; console.log(`${size} ${language}`, ...words) }
  page.on('pageerror', (error) => say('ERROR', page.url(), error.message))
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !/status of 4/.test(message.text())) say('CONSOLE', page.url(), message.text()) })
  const look = async (name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) say('WIDE', name, wide)
    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
    for (const { id, impact, nodes } of violations) say('AXE', name, impact, id, nodes.slice(0, 2).map(({ html, any }) => `${html.slice(0, 140)} ${any[0]?.message ?? ''}`).join(' || '))
    await page.screenshot({ path: `${OUT}/${name}-${size}-${language}.png`, fullPage: true })
  }
  await page.goto(BASE)
  await page.getByTestId('login').waitFor()
  if (!only.length || only.includes('login')) {
    await page.locator('#user').fill('county'); await page.locator('#password').fill('no'); await page.locator('form button').click()
    await page.getByTestId('failure').waitFor()
    await look('login')
  }
  await page.locator('#user').fill('county'); await page.locator('#password').fill('anyu'); await page.locator('form button').click()
  await page.getByTestId('tally').waitFor()
  for (const [name, path] of pages) {
    if (only.length && !only.includes(name)) continue
    await page.goto(`${BASE}/#${path}`)
    await page.locator('h1').waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    await page.getByTestId('loading').first().waitFor({ state: 'detached' })
    await actions[name]?.(page)
    await page.waitForTimeout(150)
    await look(name)
  }
  await context.close()
}
await browser.close()
console.log(troubles, 'troubles')

// SPDX-License-Identifier: Apache-2.0
