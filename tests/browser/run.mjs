// The whole loop in a real browser: a village worker saves a visit, her list shortens, the county's number moves in
// another browser without a reload; then every page is looked at, on a phone and a desktop, in both languages.
//
//   node tests/browser/run.mjs BINARY SCREENSHOTS [--readme]      with --readme the pictures of README.md are renewed too
//
// Needs chromium (Debian's, or $CHROMIUM) and web/node_modules. Makes a demo county in a temporary folder and leaves nothing.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const fromWeb = createRequire(join(root, 'web/package.json'))
const { chromium } = fromWeb('playwright-core')
const axe = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8')

const [binary, shots, ...options] = process.argv.slice(2)
if (!binary || !shots) {
  console.error('usage: node tests/browser/run.mjs BINARY SCREENSHOTS [--readme]')
  process.exit(2)
}
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
if (!existsSync(executablePath)) {
  console.error(`There is no ${executablePath}; ./test installs it, and CHROMIUM=… names another.`)
  process.exit(1)
}

const PASSWORD = 'demo-password-7'
const WITHIN_MS = 1000      // another browser shows what was saved
const PINGQUAN = '130881000000'
const textGroups = Object.keys(JSON.parse(readFileSync(join(root, 'web/src/locales/en.json'), 'utf8')))
const sizes = { phone: { width: 360, height: 800 }, desktop: { width: 1280, height: 900 } }

const faults = []
const fault = (...words) => { faults.push(words.join(' ')); console.log('  FAULT', ...words) }
const check = (truth, ...words) => { if (truth) console.log('  ok', ...words); else fault(...words) }
const part = (title) => console.log(`\n${title}`)
const dayBefore = (day, days) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

// ---- the county and its server ------------------------------------------------------------------------------------

const folder = mkdtempSync(join(tmpdir(), 'anyu-browser-'))
const county = join(folder, 'county')
let server
let browser

async function serve() {
  const made = spawnSync(binary, ['demo', county, '--people', options.includes('--readme') ? '5000' : '300', '--seed', '7', '--password', PASSWORD], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`anyu demo ended with ${made.status}: ${made.stdout}${made.stderr}`)
  server = spawn(binary, ['serve', county, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`anyu serve did not say where it listens: ${said}`)), 30_000)
    const hear = (bytes) => {
      said += bytes
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/)
      if (!address) return
      clearTimeout(timer)
      resolve(address[0])
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.on('exit', (code) => { clearTimeout(timer); reject(new Error(`anyu serve ended with ${code}: ${said}`)) })
  })
}

// ---- browsers -----------------------------------------------------------------------------------------------------

/** A browser of one user: its own cookies, its own language. Whatever goes wrong on its pages is a fault. */
async function open(base, who, language, size) {
  const context = await browser.newContext({ viewport: sizes[size], locale: language === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce', bypassCSP: true })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => fault(who, language, page.url(), error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text())) fault(who, language, page.url(), message.text())
  })
  await page.goto(`${base}/`)
  await page.locator('#user').fill(who)
  await page.locator('#password').fill(PASSWORD)
  await page.locator('form button.main').click()
  await page.getByTestId('account').waitFor()
  return page
}

const settled = async (page) => {
  await page.locator('h1').first().waitFor()
  await page.getByTestId('loading').first().waitFor({ state: 'detached' })
}

async function go(page, path) {
  await page.evaluate((to) => { location.hash = to }, path)
  await settled(page)
}

/** Shows another unit of one's subtree. */
async function showUnit(page, code) {
  await page.evaluate((to) => sessionStorage.setItem('anyu.unit', to), code)
  await page.reload()
  await page.getByTestId('account').waitFor()
  await settled(page)
}

/** What the page's own user gets from the API. */
const ask = (page, path) => page.evaluate(async (from) => (await fetch(from)).json(), path)
async function send(page, path, body) {
  const { status, text } = await page.evaluate(async ([to, what]) => {
    const answer = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', 'x-anyu': '1' }, body: JSON.stringify(what) })
    return { status: answer.status, text: await answer.text() }
  }, [path, body])
  if (status >= 300) throw new Error(`${path}: ${status} ${text}`)
  return JSON.parse(text)
}

// ---- the loop -----------------------------------------------------------------------------------------------------

/** Saves one visit and sees everything move; answers with the woman it was for. */
async function theLoop(base) {
  part('One visit, from the village to the county')
  const village = await open(base, 'village', 'zh', 'phone')
  const township = await open(base, 'township', 'zh', 'desktop')
  const office = await open(base, 'county', 'en', 'desktop')
  const { today, unit } = await ask(village, '/api/session')
  check(village.url().endsWith('#/deliver'), 'a village worker begins with the due list')
  check(office.url().endsWith('#/decide'), 'the county begins with the indicators')

  await go(village, '/collect/new')
  await village.locator('#person-name').fill('何晓云')
  await village.locator('form[data-testid=person-form] .choice').first().click()
  await village.locator('#person-birth_day').fill('1996-05-04')
  await village.locator('form[data-testid=person-form] button.main').click()
  await village.waitForURL(/#\/collect\/person\/\d+$/)
  const person = Number(village.url().match(/person\/(\d+)/)[1])
  check(person > 0, `registered through the form, in ${unit.name.en}`)

  await go(village, '/deliver')
  const rows = village.locator(`[data-testid=due][href*="/person/${person}/"]`)
  check(await rows.count() === 0, 'nothing is due for her yet')
  await send(township, '/api/records', { type: 'consent', subject: String(person), day: dayBefore(today, 7), fields: { purpose: 'follow_up', given: true } })
  await send(township, '/api/records', { type: 'delivery', subject: String(person), day: dayBefore(today, 7), fields: { outcome: 'live', place: 'township' } })
  await rows.first().waitFor()
  check(await rows.count() >= 1, 'the township saves her delivery, and the first visit appears in the open list of the village')

  const card = office.locator('[data-indicator=visited_in_first_week]')
  await card.waitFor()
  await office.waitForTimeout(600)
  const before = await card.innerText()
  const listed = await rows.count()
  await rows.first().click()
  await village.getByTestId('record-form').waitFor()
  await village.getByTestId('save').click()
  await village.getByTestId('faults').waitFor()
  check(await village.locator('[data-field=place].faulty').count() === 1, 'an empty form is refused, and the fault stands at its field')
  await village.locator('[data-field=place] .choice').first().click()

  const moved = office.waitForFunction((was) => {
    const now = document.querySelector('[data-indicator=visited_in_first_week]')?.innerText
    return now !== undefined && now !== was && Date.now()
  }, before, { polling: 10 })
  const answered = village.waitForResponse((response) => response.url().endsWith('/api/records') && response.request().method() === 'POST')
  await village.getByTestId('save').click()
  check((await answered).status() === 201, 'the visit is saved')
  const saved = Date.now()
  const took = await (await moved).jsonValue() - saved
  check(took <= WITHIN_MS, `the county's number moves in the other browser, without a reload, ${Math.max(took, 0)} ms after the answer (at most ${WITHIN_MS})`)
  console.log(`     before: ${before.replace(/\s+/g, ' ')}\n     now:    ${(await card.innerText()).replace(/\s+/g, ' ')}`)

  await village.waitForURL(/#\/deliver$/)
  await settled(village)
  await village.waitForFunction(([who, was]) => document.querySelectorAll(`[data-testid=due][href*="/person/${who}/"]`).length < was, [person, listed])
  check(true, 'the village is back at the list, and the visit is no longer due')

  await go(village, `/collect/person/${person}`)
  check(await village.locator('[data-testid=timeline] [data-type=postnatal_visit]').count() === 1, 'the visit stands in her timeline')
  await village.getByTestId('account').click()
  await village.getByTestId('language-en').click()
  await village.waitForFunction(() => document.documentElement.lang.startsWith('en'))
  check((await village.getByTestId('timeline').innerText()).includes('Postnatal visit'), 'the same page in English, without a reload')
  const type = await ask(village, `/api/persons/${person}`)
  const visit = type.records.find((record) => record.type === 'postnatal_visit')
  for (const page of [village, township, office]) await page.context().close()
  return { person, visit: visit.id }
}

async function whoSeesWhat(base) {
  part('Who sees what')
  const admin = await open(base, 'admin', 'en', 'desktop')
  check(await admin.evaluate(async () => (await fetch('/api/persons?q=%E4%BD%95')).status) === 403, 'the administrator is refused people')
  const village = await open(base, 'village', 'en', 'desktop')
  const other = await village.evaluate(async (unit) => (await fetch(`/api/indicators?unit=${unit}&period=2025`)).status, PINGQUAN)
  check([403, 404].includes(other), `the village is refused the county's figures (${other})`)
  check(await village.evaluate(async () => (await fetch('/api/records', { method: 'POST', body: '{}' })).status) === 403, 'a write without the header of our own pages is refused')
  for (const page of [admin, village]) await page.context().close()

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(`${base}/`)
  check(await stranger.evaluate(async () => (await fetch('/api/units')).status) === 401, 'a stranger is refused everything')
  await stranger.context().close()
}

async function theClaim(base) {
  part('What Jianning published')
  const page = await open(base, 'assessor', 'en', 'desktop')
  await go(page, '/assess/claims')
  await page.getByTestId('claim').first().waitFor()
  const verdicts = await page.getByTestId('claim').evaluateAll((claims) => claims.map((claim) => [claim.dataset.verdict, claim.innerText.replace(/\s+/g, ' ')]))
  check(verdicts.length > 0, `${verdicts.length} published claims are held against their figures`)
  for (const [verdict, text] of verdicts) console.log(`     ${verdict}: ${text}`)
  check(verdicts.some(([verdict, text]) => verdict === 'holds' && text.includes('95')), 'satisfaction passes')
  check(verdicts.some(([verdict, text]) => verdict === 'does_not_hold' && text.includes('111.25')), 'the three-year sex ratio of 111.25 does not stay below 110')
  check(verdicts.some(([verdict, text]) => verdict === 'does_not_hold' && text.includes('112.9') && text.includes('115.32') && text.includes('105.54')),
        '"year by year more normal" is not what 112.9, 115.32, 105.54 say')
  await page.context().close()
}

/** A formula with a fault, mended; a number taken apart; a number as it was known. */
async function askedByOneself(base) {
  part('What the county asks by itself')
  const page = await open(base, 'county', 'en', 'desktop')
  await go(page, '/decide')
  await page.getByTestId('write').click()
  await settled(page)
  await page.locator('#write-each').selectOption('delivery')
  await page.locator('#write-where').fill('outcome in [live, stillbirth]')
  await page.locator('#write-count').fill('exists(postnatal_visit in [day + 1, dayz + 42])')
  await page.getByTestId('mirror').waitFor()
  check(await page.locator('[data-field=count] .mirror mark').innerText() === 'dayz', 'a fault is marked at its place in the formula')
  check(await page.locator('#write-count').getAttribute('aria-invalid') === 'true' && (await page.getByTestId('formula-fault').first().innerText()).includes('dayz'), 'and said under its field')
  await page.locator('#write-count').fill('exists(postnatal_visit in [day + 1, day + 42])')
  await page.locator('[data-testid=tried][data-stale=false]').waitFor()
  const number = (await page.locator('[data-testid=tried] .big').innerText()).trim()
  check(/\d%$/.test(number), `mended, it comes to ${number}`)
  check(await page.getByTestId('mirror').count() === 0, 'and the mark is gone')
  await page.locator('#write-count').fill('')
  await page.getByTestId('lacking').waitFor()
  check((await page.locator('[data-testid=tried] .big').innerText()).trim() === number, 'the last number stays, greyed, while one types on')

  const { unit, today } = await ask(page, '/api/session')
  const when = `unit=${unit.code}&period=${today.slice(0, 4)}`
  const known = async (id) => (await ask(page, `/api/indicators?${when}`)).rows.find((row) => row.indicator === id).cell
  await go(page, '/decide/postnatal_visits_2_in_42d')
  await page.locator('#apart-first').selectOption('residency')
  await page.getByTestId('broken').waitFor()
  const { rows } = await ask(page, `/api/indicators/postnatal_visits_2_in_42d/breakdown?${when}&by=residency`)
  const sum = rows.reduce((all, row) => all + Number(row.numerator), 0)
  check(await page.locator('[data-testid=broken] tbody tr').count() === rows.length && sum === Number((await known('postnatal_visits_2_in_42d')).numerator),
        `taken apart by residency into ${rows.length}, which add up to the whole`)
  await page.getByTestId('then-look').click()
  await page.getByTestId('then-now').waitFor()
  const moved = await page.locator('[data-testid=moving-changes] li').count()
  check(moved > 0 || await page.getByTestId('then-none').count() === 1, `as known 30 days ago: ${(await page.getByTestId('then-now').innerText()).replace(/\s+/g, ' ')}; ${moved} changes moved it`)
  await page.context().close()

  const assessor = await open(base, 'assessor', 'en', 'desktop')
  await go(assessor, '/decide/formula')
  check(await assessor.locator('#write-count').count() === 0, 'an assessor, who sees no people, writes no formulas')
  await assessor.context().close()
}

// ---- every page ---------------------------------------------------------------------------------------------------

async function everyPage(base, { person, visit }) {
  const pages = [
    // name, path, as whom, what is done there
    ['collect', '/collect', 'township'],
    ['new-person', '/collect/new', 'township'],
    ['person', `/collect/person/${person}`, 'township'],
    ['types', `/collect/person/${person}/add`, 'township'],
    ['entry', `/collect/person/${person}/add/postnatal_visit`, 'township', async (page) => { await page.getByTestId('save').click(); await page.getByTestId('faults').waitFor() }],
    ['record', `/collect/person/${person}/record/postnatal_visit/${visit}`, 'township', (page) => page.getByTestId('correct').click()],
    ['unit-records', '/collect/unit', 'township'],
    ['deliver', '/deliver', 'township'],
    ['decide', '/decide', 'county'],
    ['indicator', '/decide/postnatal_visits_2_in_42d', 'county', async (page) => { await page.getByTestId('anchors-not_counted').click(); await page.getByTestId('anchors').waitFor().catch(() => {}) }],
    ['statistic', '/decide/methods_started', 'county'],
    ['write', '/decide/formula', 'county'],
    ['write-result', '/decide/formula', 'county', example],
    ['write-fault', '/decide/formula', 'county', async (page) => { await example(page); await page.locator('#write-count').fill('exists(postnatal_visit in [day + 1, dayz + 42])'); await page.getByTestId('mirror').waitFor() }],
    ['write-keep', '/decide/formula', 'county', async (page) => { await example(page); await page.getByTestId('keep').click(); await page.getByTestId('keep-now').click(); await page.locator('[data-testid=keep-form] .fault').first().waitFor() }],
    ['apart', '/decide/postnatal_visits_2_in_42d', 'county', async (page) => { await page.locator('#apart-first').selectOption('residency'); await page.locator('#apart-second').selectOption('age'); await page.getByTestId('broken').waitFor() }],
    ['then', '/decide/antenatal_5', 'county', async (page) => { await page.getByTestId('then-look').click(); await page.getByTestId('then-now').waitFor() }],
    ['sheets', '/assess', 'county'],
    ['sheet-points', '/assess/sheet/s01', 'county', openItems],
    ['sheet-thresholds', '/assess/sheet/s02', 'county', openItems],
    ['findings', '/assess/findings', 'county'],
    ['claims', '/assess/claims', 'assessor'],
    ['not-theirs', '/collect', 'assessor'],
    ['nowhere', '/no/such/page', 'county'],
  ]
  mkdirSync(shots, { recursive: true })
  for (const size of Object.keys(sizes)) for (const language of ['zh', 'en']) {
    part(`Every page, ${size}, ${language}`)
    await loginPage(base, size, language)
    const as = {}
    for (const [name, path, who, act] of pages) {
      as[who] ??= await open(base, who, language, size)
      const page = as[who]
      try {
        await go(page, path)
        await page.mouse.move(0, 0)
        await page.waitForTimeout(150)
        await act?.(page)
        await page.waitForTimeout(200)
        await look(page, name, size, language)
      } catch (error) {
        fault(name, size, language, error.message.split('\n')[0])
      }
    }
    for (const page of Object.values(as)) await page.context().close()
  }
}

async function example(page) {
  await page.locator('[data-example=postnatal]').click()
  await page.locator('[data-testid=tried][data-stale=false]').waitFor()
}

async function openItems(page) {
  for (const summary of (await page.locator('[data-testid=item] summary').all()).slice(0, 2)) await summary.click()
}

async function loginPage(base, size, language) {
  const context = await browser.newContext({ viewport: sizes[size], locale: language === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce', bypassCSP: true })
  const page = await context.newPage()
  await page.goto(`${base}/`)
  await page.getByTestId('login').waitFor()
  await page.locator('#user').fill('nobody')
  await page.locator('#password').fill('wrong')
  await page.locator('form button.main').click()
  await page.getByTestId('failure').waitFor()
  await look(page, 'login', size, language)
  await context.close()
}

/** Takes a picture, and asks whether the page fits its width and whether axe finds anything. */
async function look(page, name, size, language) {
  const { wide, widest, missing, heading } = await page.evaluate((groups) => {
    const words = document.body.innerText.match(/\b[a-z_]+(\.[a-z_0-9]+)+\b/g) ?? []
    const right = (element) => element.getBoundingClientRect().right
    const out = [...document.querySelectorAll('main *')].filter((element) => right(element) > innerWidth + 0.5)
    return {
      wide: document.documentElement.scrollWidth - innerWidth,
      widest: out.filter((element) => ![...element.children].some((child) => out.includes(child))).slice(0, 3).map((element) => element.outerHTML.slice(0, 110)).join(' | '),
      missing: words.find((word) => groups.includes(word.split('.')[0]) && !/\.(com|cn|org)$/.test(word)),
      heading: document.querySelectorAll('h1').length,
    }
  }, textGroups)
  if (wide > 0) fault(name, size, language, `is ${wide} px too wide:`, widest)
  if (missing) fault(name, size, language, `shows the name of a text instead of the text: ${missing}`)
  if (heading !== 1) fault(name, size, language, `has ${heading} first headings`)
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
  for (const { id, impact, nodes } of violations) fault(name, size, language, `axe, ${impact}, ${id}:`, nodes.slice(0, 2).map(({ html }) => html.slice(0, 120)).join(' | '))
  const file = join(shots, `${name}-${size}-${language}.png`)
  await page.screenshot({ path: file, fullPage: true })
  console.log(`  ${name}`)
}

/** The pictures of README.md: the part of each stage that meets the eye first, in English, and the list on a phone. */
async function readmePictures(base, { person }) {
  part('Pictures for the README')
  const into = join(root, 'docs/screenshots')
  mkdirSync(into, { recursive: true })
  const pictures = [['collect', 'township', `/collect/person/${person}`], ['decide', 'county', '/decide'], ['deliver', 'township', '/deliver'], ['assess', 'assessor', '/assess/claims']]
  for (const [name, who, path] of pictures) {
    const page = await open(base, who, 'en', 'desktop')
    await go(page, path)
    await page.mouse.move(1, 899)
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(into, `${name}.png`) })
    await page.context().close()
  }
  const phone = await open(base, 'township', 'zh', 'phone')
  await go(phone, '/deliver')
  await phone.screenshot({ path: join(into, 'phone.png') })
  await phone.context().close()
}

let failed
try {
  const base = await serve()
  console.log(`Anyu serves ${base}`)
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
  const made = await theLoop(base)
  await whoSeesWhat(base)
  await theClaim(base)
  await askedByOneself(base)
  await everyPage(base, made)
  if (options.includes('--readme')) await readmePictures(base, made)
} catch (error) {
  failed = error
} finally {
  await browser?.close().catch(() => {})
  server?.removeAllListeners('exit')
  server?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
if (failed) console.error(`\nThe test could not go on: ${failed.stack ?? failed}`)
console.log(`\n${faults.length} faults; the pictures lie in ${shots}`)
for (const each of faults) console.log(`  ${each}`)
process.exit(failed || faults.length ? 1 : 0)

// SPDX-License-Identifier: Apache-2.0
