// The whole binary from outside: a demo county served on a free port, asked over HTTP and on the command line.
//
//   node tests/api/run.mjs BINARY [PART]        PART: only parts whose title holds this text
//
// Plain Node 20. Everything lives in one temporary folder; every process that is started is ended by its id.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, inspect } from 'node:util'
import { takenApart } from './apart.mjs'
import { askedAsTyped, keptAsTyped } from './formulas.mjs'
import { asItWasKnown } from './then.mjs'

const [given, only = ''] = process.argv.slice(2)
if (!given) {
  console.error('usage: node tests/api/run.mjs BINARY [PART]')
  process.exit(2)
}
const binary = resolve(given)
const root = fileURLToPath(new URL('../..', import.meta.url))
const pack = join(root, 'packs/quality-service')

const PASSWORD = 'demo-password-7'
const HEARD_WITHIN_MS = 2000
const NOWHERE = '999999999999'
const COUNTY = '130881000000'
const KINDS = ['invalid', 'not_found', 'conflict', 'forbidden', 'unsupported', 'unavailable', 'unauthenticated']

// ---- saying what was expected -------------------------------------------------------------------------------------

let checks = 0
const faults = []
const short = (value) => {
  const text = typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 6, breakLength: 140 })
  return text.length > 1200 ? text.slice(0, 1200) + '…' : text
}
function fault(what, expected, got) {
  faults.push(what)
  console.log(`  FAULT  ${what}\n         expected  ${short(expected)}\n         got       ${short(got)}`)
}
function is(got, expected, what) {
  ++checks
  if (!isDeepStrictEqual(got, expected)) fault(what, expected, got)
}
function holds(truth, what, got) {
  ++checks
  if (!truth) fault(what, 'that it holds', got)
}
/** Something the rest of a part stands on. */
function need(truth, what, got) {
  if (!truth) throw new Error(`${what}; got ${short(got)}`)
}
async function part(title, run) {
  if (!title.includes(only)) return
  console.log(title)
  const [checked, wrong] = [checks, faults.length]
  try {
    await run()
  } catch (error) {
    fault(title, 'to run to its end', error.stack ?? String(error))
  }
  console.log(`  ${checks - checked} checks, ${faults.length - wrong} faults`)
}

// ---- processes ----------------------------------------------------------------------------------------------------

const folder = mkdtempSync(join(tmpdir(), 'anyu-api-'))
const running = new Set()
const logs = []  // everything any server said

/** Runs a command to its end. */
function anyu(args, language = 'en') {
  const ended = spawnSync(binary, args, { encoding: 'utf8', env: { ...process.env, ANYU_LANG: language }, timeout: 120_000, maxBuffer: 64 << 20 })
  return { code: ended.status, out: ended.stdout ?? '', err: ended.stderr ?? '' }
}
/** What a refused command tells, without the lines that only say how far it has come. */
const told = (ended) => ended.err.split('\n').filter((line) => line && !/: \d+%$/.test(line))

class Served {
  static start(county, listen = '127.0.0.1:0') {
    const server = new Served()
    server.said = ''
    server.process = spawn(binary, ['serve', county, '--listen', listen], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ANYU_LANG: 'en' } })
    running.add(server.process)
    server.ended = new Promise((ended) => server.process.on('exit', (code, signal) => {
      running.delete(server.process)
      logs.push(server.said)
      ended({ code, signal })
    }))
    return new Promise((ready, failed) => {
      const timer = setTimeout(() => failed(new Error(`anyu serve did not say where it listens: ${server.said}`)), 60_000)
      const hear = (bytes) => {
        server.said += bytes
        const line = server.said.match(/^Anyu is serving (http:\/\/127\.0\.0\.1:(\d+))\//m)
        if (!line || server.base) return
        clearTimeout(timer)
        server.base = line[1]
        server.port = Number(line[2])
        ready(server)
      }
      server.process.stdout.on('data', hear)
      server.process.stderr.on('data', hear)
      server.ended.then((how) => { clearTimeout(timer); failed(new Error(`anyu serve ended with ${short(how)}: ${server.said}`)) })
    })
  }
  end(signal = 'SIGTERM') {
    this.process.kill(signal)
    return this.ended
  }
}

let server

// ---- asking -------------------------------------------------------------------------------------------------------

const json = JSON.stringify
const strict = new TextDecoder('utf-8', { fatal: true })

/** One request. `body` is sent as JSON, `raw` as it is. */
async function ask(who, method, path, { body, raw, headers = {}, anyu: writes = true } = {}) {
  const sent = { ...headers }
  if (who) sent.cookie = who
  if (writes && method !== 'GET') sent['x-anyu'] = '1'
  if (body !== undefined) sent['content-type'] = 'application/json'
  const answer = await fetch(server.base + path, { method, headers: sent, body: raw ?? (body === undefined ? undefined : json(body)), redirect: 'manual' })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  let text, value
  try {
    text = strict.decode(bytes)
  } catch {
    text = Buffer.from(bytes).toString('latin1')
    fault(`${method} ${path.slice(0, 80)} answers in UTF-8`, 'UTF-8', text.slice(0, 300))
  }
  try { value = JSON.parse(text) } catch { /* a page, or nothing */ }
  return { status: answer.status, headers: answer.headers, text, value }
}
const get = (who, path) => ask(who, 'GET', path)
const query = (path, parameters) => `${path}?${new URLSearchParams(parameters)}`

/** Bytes as they are, for what fetch would put in order. The status and everything that came back. */
function rawly(text) {
  return new Promise((done, failed) => {
    const socket = connect(server.port, '127.0.0.1')
    let came = ''
    const finish = () => { socket.destroy(); done({ status: Number(came.slice(9, 12)), text: came }) }
    socket.setTimeout(30_000, finish)
    socket.on('connect', () => socket.write(text))
    socket.on('data', (bytes) => { came += bytes })
    socket.on('end', finish)
    socket.on('error', (error) => (came ? finish() : failed(error)))
  })
}
const plain = (method, target, headers = {}, body = '') =>
  `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`

function isError(answer, status, what) {
  is(answer.status, status, `${what}: status`)
  const error = answer.value?.error
  holds(error && KINDS.includes(error.kind) && typeof error.zh === 'string' && error.zh && typeof error.en === 'string' && error.en,
        `${what}: the error has a kind, zh and en`, answer.text.slice(0, 400))
  return error
}

const logIn = (user, password = PASSWORD) => ask(null, 'POST', '/api/session', { body: { user, password } })
const cookieOf = (answer) => answer.headers.get('set-cookie')?.split(';')[0]

/** Who listens for changes. */
class Listener {
  static async of(who) {
    const listener = new Listener()
    listener.heard = ''
    listener.stop = new AbortController()
    const answer = await fetch(`${server.base}/api/events`, { headers: { cookie: who }, signal: listener.stop.signal })
    is(answer.status, 200, 'a stream of events opens')
    is(answer.headers.get('content-type'), 'text/event-stream', 'and is one')
    const reader = answer.body.getReader()
    const words = new TextDecoder()
    listener.over = (async () => {
      try {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return
          listener.heard += words.decode(value, { stream: true })
          listener.wake?.()
        }
      } catch { /* stopped */ }
    })()
    return listener
  }
  get changes() {
    return [...this.heard.matchAll(/^event: change\ndata: (.*)\n\n/gm)].map((one) => JSON.parse(one[1]))
  }
  /** The change of that number, or nothing when it does not come in time. */
  async hears(number, within) {
    const until = Date.now() + within
    for (;;) {
      const found = this.changes.find((one) => one.change === number)
      const left = until - Date.now()
      if (found || left <= 0) return found
      await new Promise((wake) => { this.wake = wake; setTimeout(wake, left) })
    }
  }
  async end() {
    this.stop.abort()
    await this.over
  }
}

// ---- the county ---------------------------------------------------------------------------------------------------

const county = join(folder, 'county')
const roles = ['administrator', 'county', 'township', 'village', 'assessor']
const userOf = { administrator: 'admin', county: 'county', township: 'township', village: 'village', assessor: 'assessor' }
const me = {}    // role: cookie
const at = {}    // role: unit code
const names = new Set()  // of people, seen anywhere: none may stand in a log or an event
let today, elsewhere, woman, stranger
let corrected  // a record that stands corrected: its id, and the change that added it

const daysBefore = (day, days) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
const lastChange = async () => (await get(me.administrator, query('/api/indicators', { unit: COUNTY, period: today.slice(0, 7) }))).value.change
async function cell(unit, indicator, period, who = me.county) {
  const board = await get(who, query('/api/indicators', { unit, period }))
  const row = board.value?.rows?.find((one) => one.indicator === indicator)
  need(row, `the board of ${unit} for ${period} has ${indicator}`, board.text.slice(0, 300))
  return row.cell
}
/** Notes names, so that they can be looked for later. */
async function peopleOf(unit) {
  const { persons } = (await get(me.county, query('/api/persons', { unit, limit: 200 }))).value
  for (const one of persons) names.add(one.name)
  return persons
}

async function beginning() {
  const made = anyu(['demo', county, '--people', '200', '--seed', '5', '--password', PASSWORD])
  need(made.code === 0, 'anyu demo ends with 0', made)
  server = await Served.start(county)
  for (const role of roles) {
    const answer = await logIn(userOf[role])
    need(answer.status === 200, `${role} logs in`, answer.text)
    me[role] = cookieOf(answer)
    at[role] = answer.value.unit.code
    today = answer.value.today
  }
  const units = (await get(me.county, '/api/units')).value
  // A village with people in another township than that of the township's user.
  for (const one of units.filter((unit) => unit.level === 'village' && unit.parent !== at.township)) {
    const people = await peopleOf(one.code)
    if (people.length === 0) continue
    elsewhere = one
    stranger = people[0]
    break
  }
  need(stranger, 'there is a person in another township', units.length)
  await peopleOf(at.village)
}

// ---- 1. who comes in ----------------------------------------------------------------------------------------------

const everyRoute = () => [
  ['GET', '/api/session'], ['GET', '/api/content'], ['GET', '/api/units'], ['GET', `/api/units/${at.village}/records`],
  ['GET', '/api/persons?q=ab'], ['GET', `/api/persons/${stranger.id}`], ['GET', '/api/records/postnatal_visit/1/changes'],
  ['GET', `/api/indicators?unit=${at.village}&period=2026`], ['GET', `/api/indicators/live_births/trend?unit=${at.village}`],
  ['GET', `/api/indicators/live_births/units?unit=${COUNTY}&period=2026`],
  ['GET', `/api/indicators/live_births/anchors?unit=${COUNTY}&period=2026&which=counted`], ['GET', `/api/due?unit=${at.village}`],
  ['GET', `/api/schemes/s01/score?unit=${COUNTY}&period=2026`], ['GET', `/api/claims?unit=${COUNTY}`],
  ['GET', `/api/findings?unit=${COUNTY}&period=2026`], ['GET', '/api/events'],
  ['GET', `/api/indicators/live_births/breakdown?unit=${COUNTY}&period=2026&by=sex`], ['GET', `/api/indicators/live_births/then?unit=${COUNTY}&period=2026&change=0`],
  ['POST', '/api/formulas/try', { typed: {}, unit: COUNTY, period: '2026' }], ['POST', '/api/formulas', { typed: {} }],
  ['POST', '/api/persons', { name: 'x', sex: 'female', unit: at.village }], ['POST', '/api/records', { type: 'satisfaction' }],
  ['PUT', '/api/records/satisfaction/1', { seen: 1, why: 'x', day: today, fields: {} }], ['DELETE', '/api/records/satisfaction/1?seen=1&why=x'],
]

async function comingIn() {
  const good = await logIn('village')
  const flags = good.headers.get('set-cookie').split(';').map((one) => one.trim())
  holds(flags.includes('HttpOnly'), 'the cookie is HttpOnly', flags)
  holds(flags.includes('SameSite=Strict'), 'the cookie is SameSite=Strict', flags)
  holds(flags.includes('Path=/') && !flags.some((one) => /^domain/i.test(one)), 'the cookie is for this host', flags)
  is(good.value.role, 'village', 'the session says the role')
  is(good.value.may, ['see_people', 'enter', 'see_figures'], 'and what it may')
  const token = cookieOf(good)
  is((await get(token, '/api/session')).status, 200, 'the cookie is a session')
  const again = await ask(token, 'POST', '/api/session', { body: { user: 'village', password: PASSWORD } })
  holds(cookieOf(again) !== token, 'logging in always makes a new session', cookieOf(again))
  const chosen = `anyu_session=${'a'.repeat(64)}`
  await ask(chosen, 'POST', '/api/session', { body: { user: 'village', password: PASSWORD } })
  is((await get(chosen, '/api/session')).status, 401, 'a session chosen by the client stays nobody\'s')
  const out = await ask(token, 'DELETE', '/api/session')
  is(out.status, 204, 'logging out')
  holds(/Max-Age=0/.test(out.headers.get('set-cookie')), 'takes the cookie away', out.headers.get('set-cookie'))
  isError(await get(token, '/api/session'), 401, 'the cookie after logging out')
  is((await get(cookieOf(again), '/api/session')).status, 200, 'her other session goes on')

  const wrong = isError(await logIn('village', 'not-it'), 401, 'a wrong password')
  const nobody = isError(await logIn('nobody-here', PASSWORD), 401, 'a wrong name')
  is(nobody, wrong, 'a wrong name sounds like a wrong password')
  is((await logIn('village')).status, 200, 'one failure locks nobody out')

  for (let i = 1; i <= 5; ++i) isError(await logIn('assessor', `guess-${i}`), 401, `failure ${i}`)
  const locked = await logIn('assessor', PASSWORD)
  isError(locked, 423, 'the right password after five failures')
  holds(!locked.headers.get('set-cookie'), 'sets no cookie', locked.headers.get('set-cookie'))
  is((await get(me.assessor, '/api/session')).status, 200, 'who is in stays in')
  is((await logIn('village')).status, 200, 'other names are not locked')

  for (const [method, path, body] of everyRoute()) {
    isError(await ask(null, method, path, { body }), 401, `${method} ${path} without a session`)
    isError(await ask(`anyu_session=${'0'.repeat(64)}`, method, path, { body }), 401, `${method} ${path} with a made-up session`)
    if (method === 'GET') continue
    isError(await ask(me.county, method, path, { body, anyu: false }), 403, `${method} ${path} without X-Anyu`)
    isError(await ask(me.county, method, path, { raw: json(body ?? {}), anyu: false, headers: { 'content-type': 'text/plain', origin: 'http://elsewhere.example' } }), 403,
            `${method} ${path} as a form of another site`)
  }
  isError(await ask(null, 'POST', '/api/session', { body: { user: 'village', password: PASSWORD }, anyu: false }), 403, 'logging in without X-Anyu')
  isError(await ask(me.county, 'DELETE', '/api/session', { anyu: false }), 403, 'logging out without X-Anyu')
  is((await get(me.county, '/api/session')).status, 200, 'and is still in')
}

// ---- 2. one record's way ------------------------------------------------------------------------------------------

const NAME = '试验秀兰'
const INDICATOR = 'visited_in_first_week'

async function oneRecord() {
  const born = daysBefore(today, 40)
  const period = daysBefore(born, -7).slice(0, 7)

  const registered = await ask(me.village, 'POST', '/api/persons',
                               { body: { name: NAME, sex: 'female', unit: at.village, birth_day: '1996-05-04', residency: 'resident', phone: '13900001234', address: '村东3号' } })
  is(registered.status, 201, 'the village registers a woman')
  names.add(NAME)
  const found = await get(me.village, query('/api/persons', { q: NAME }))
  is(found.value.persons.map((one) => [one.name, one.phone_end]), [[NAME, '1234']], 'and finds her')
  woman = found.value.persons[0]
  is((await get(me.village, query('/api/persons', { q: '13900001234' }))).value.persons.length, 1, 'also by her phone')
  const delivery = await ask(me.township, 'POST', '/api/records',
                             { body: { type: 'delivery', subject: String(woman.id), day: born, fields: { outcome: 'live', place: 'hospital' } } })
  is(delivery.status, 201, 'the township enters the delivery')

  const listens = { county: await Listener.of(me.county), village: await Listener.of(me.village), township: await Listener.of(me.township), administrator: await Listener.of(me.administrator) }
  try {
    const before = await cell(COUNTY, INDICATOR, period)
    const visitDay = daysBefore(born, -3)
    const entry = { type: 'postnatal_visit', subject: String(woman.id), day: visitDay, fields: { place: 'home', counselled: true } }
    const kept = await ask(me.village, 'POST', '/api/records', { body: entry })
    need(kept.status === 201, 'the village enters a visit', kept.text)
    const record = kept.value
    is([record.subject, record.day, record.unit, record.by, record.corrected, record.fields],
       [String(woman.id), visitDay, at.village, 'village', false, { place: 'home', counselled: true }], 'the record is what was entered')

    const heard = await listens.county.hears(record.change, HEARD_WITHIN_MS)
    holds(heard, 'the county hears of it within two seconds', listens.county.heard)
    if (heard) {
      is(Object.keys(heard).sort(), ['change', 'indicators', 'type', 'units'], 'an event says where and what, and nothing else')
      is([heard.type, [...new Set(heard.units)], heard.indicators.includes(INDICATOR)], ['postnatal_visit', [at.village], true], 'the event names the village and the indicator')
    }
    const after = await cell(COUNTY, INDICATOR, period)
    is([Number(after.numerator), after.denominator, after.unknown], [Number(before.numerator) + 1, before.denominator, before.unknown], 'the county\'s cell moves by one')
    is(await cell(at.village, INDICATOR, period, me.village), await cell(at.village, INDICATOR, period), 'the village and the county read the same cell')
    const page = (await get(me.village, `/api/persons/${woman.id}`)).value
    is(page.records.map((one) => one.type), ['postnatal_visit', 'delivery'], 'her page shows both, newest first')
    is(new Set(page.due.map((one) => one.person)).size <= 1, true, 'and what is due is hers')

    // Somewhere else: entered by the county, heard by those above it only.
    const far = await ask(me.county, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(stranger.id), day: today, unit: elsewhere.code, fields: { score: 4 } } })
    is(far.status, 201, 'the county enters a record in another township')
    holds(await listens.administrator.hears(far.value.change, 30_000), 'who stands above hears of it', listens.administrator.heard)

    // Correcting.
    const path = `/api/records/postnatal_visit/${record.id}`
    const correction = { seen: record.change, why: '地点写错', day: visitDay, fields: { place: 'phone' } }
    isError(await ask(me.village, 'PUT', path, { body: { ...correction, seen: record.change - 1 } }), 409, 'a correction of what was not on the screen')
    const blank = isError(await ask(me.village, 'PUT', path, { body: { ...correction, why: '  ' } }), 422, 'a correction without a why')
    is(blank?.fields?.map((one) => one.field), ['why'], 'names the why')
    is(await cell(COUNTY, INDICATOR, period), after, 'refused corrections move nothing')
    const corrected = await ask(me.village, 'PUT', path, { body: correction })
    need(corrected.status === 200, 'a correction', corrected.text)
    is([corrected.value.corrected, corrected.value.fields, corrected.value.change > record.change], [true, { place: 'phone' }, true], 'the corrected record')
    is(await cell(COUNTY, INDICATOR, period), before, 'a call is not a visit: the cell is back')
    isError(await ask(me.village, 'PUT', path, { body: correction }), 409, 'the same correction again')
    isError(await ask(me.village, 'DELETE', query(path, { seen: record.change, why: 'x' })), 409, 'removing what was not on the screen')
    isError(await ask(me.village, 'DELETE', query(path, { seen: corrected.value.change, why: ' ' })), 400, 'removing without a why')

    // Many at once with the same `seen`: one of them wins.
    const race = await Promise.all(Array.from({ length: 12 }, (_, i) => i % 2
      ? ask(me.village, 'DELETE', query(path, { seen: corrected.value.change, why: '记错了人' }))
      : ask(me.village, 'PUT', path, { body: { ...correction, seen: corrected.value.change, fields: { place: 'clinic' } } })))
    is(race.filter((one) => one.status < 300).length, 1, 'of twelve with the same `seen` one wins')
    holds(race.every((one) => [200, 204, 404, 409].includes(one.status)), 'the others are told', race.map((one) => one.status))
    let history = (await get(me.village, `${path}/changes`)).value
    if (history[0].kind !== 'removed')
      is((await ask(me.village, 'DELETE', query(path, { seen: history[0].number, why: '记错了人' }))).status, 204, 'removing')
    isError(await ask(me.village, 'DELETE', query(path, { seen: corrected.value.change, why: '再删' })), 404, 'removing what is gone')
    is(await cell(COUNTY, INDICATOR, period), before, 'the cell is at its old value')
    history = (await get(me.village, `${path}/changes`)).value
    holds(history[0].kind === 'removed' && history[0].why === '记错了人', 'its removal stands with its why', history[0])

    // The plain way without a race: three changes.
    const second = (await ask(me.village, 'POST', '/api/records', { body: entry })).value
    is(await cell(COUNTY, INDICATOR, period), after, 'entered again, counted again')
    const mended = (await ask(me.village, 'PUT', `/api/records/postnatal_visit/${second.id}`, { body: { ...correction, seen: second.change } })).value
    is((await ask(me.village, 'DELETE', query(`/api/records/postnatal_visit/${second.id}`, { seen: mended.change, why: '记错了人' }))).status, 204, 'and removed')
    const three = (await get(me.village, `/api/records/postnatal_visit/${second.id}/changes`)).value
    is(three.map((one) => [one.kind, one.by, one.why ?? null]),
       [['removed', 'village', '记错了人'], ['corrected', 'village', '地点写错'], ['added', 'village', null]], 'its history has three changes, newest first')
    holds(three[0].number > three[1].number && three[1].number > three[2].number, 'their numbers fall', three.map((one) => one.number))
    is(three[2].fields, { place: 'home', counselled: true }, 'what was entered first is still told')
    is(await cell(COUNTY, INDICATOR, period), before, 'the cell is at its old value again')

    // What was last is heard by the village and its township; what happened elsewhere came before it and was not.
    for (const who of ['village', 'township']) {
      holds(await listens[who].hears(three[0].number, 30_000), `the ${who} hears of its own`, listens[who].heard)
      holds(!listens[who].changes.some((one) => one.change === far.value.change), `the ${who} hears nothing of another township`, listens[who].changes)
    }
    for (const [who, listener] of Object.entries(listens))
      for (const name of [...names, '13900001234']) holds(!listener.heard.includes(name), `no name in the events of ${who}`, name)
  } finally {
    for (const listener of Object.values(listens)) await listener.end()
  }
}

// ---- 3. rights ----------------------------------------------------------------------------------------------------

// From src/model/actor.cpp.
const may = {
  administrator: ['figures', 'administer'],
  county: ['people', 'enter', 'figures', 'assess'],
  township: ['people', 'enter', 'figures', 'assess'],
  village: ['people', 'enter', 'figures'],
  assessor: ['figures', 'assess'],
}

async function rights() {
  const indicators = (await get(me.county, '/api/content')).value.indicators
  const types = (await get(me.county, '/api/content')).value.record_types
  const aboutUnits = indicators.find((one) => one.formula.each === 'unit' || types.find((type) => type.id === one.formula.each)?.subject === 'unit')
  need(aboutUnits, 'there is an indicator about units', indicators.length)
  const period = today.slice(0, 4)
  const visit = await ask(me.county, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(woman.id), day: today, fields: { score: 5 } } })
  const farVisit = await ask(me.county, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(stranger.id), day: today, fields: { score: 5 } } })
  need(visit.status === 201 && farVisit.status === 201, 'two records to read', [visit.text, farVisit.text])

  // A place outside each role's part of the tree; the two at the root have only what does not exist.
  const outside = { administrator: [NOWHERE], county: [NOWHERE, '000000000000'], township: [NOWHERE, COUNTY, elsewhere.code], village: [NOWHERE, COUNTY, at.township, elsewhere.code], assessor: [NOWHERE] }
  // path by unit, right, what one without the right gets, what one outside gets
  const byUnit = [
    [(unit) => `/api/units/${unit}/records`, 'figures'],
    [(unit) => query('/api/persons', { unit }), 'people'],
    [(unit) => query('/api/indicators', { unit, period }), 'figures'],
    [(unit) => query(`/api/indicators/${INDICATOR}/trend`, { unit }), 'figures'],
    [(unit) => query(`/api/indicators/${INDICATOR}/units`, { unit, period }), 'figures'],
    [(unit) => query(`/api/indicators/${INDICATOR}/breakdown`, { unit, period, by: 'residency' }), 'people'],
    [(unit) => query(`/api/indicators/${INDICATOR}/then`, { unit, period, change: 1 }), 'figures'],
    [(unit) => query(`/api/indicators/${INDICATOR}/anchors`, { unit, period, which: 'counted' }), 'people'],
    [(unit) => query(`/api/indicators/${aboutUnits.id}/anchors`, { unit, period, which: 'counted' }), 'figures'],
    [(unit) => query('/api/due', { unit }), 'people'],
    [(unit) => query('/api/schemes/s01/score', { unit, period }), 'assess'],
    [(unit) => query('/api/claims', { unit }), 'assess'],
    [(unit) => query('/api/findings', { unit, period }), 'assess'],
  ]
  for (const role of roles) {
    const has = (right) => may[role].includes(right)
    for (const path of ['/api/session', '/api/content', '/api/units']) is((await get(me[role], path)).status, 200, `${role} GET ${path}`)
    for (const [path, right] of byUnit) {
      const inside = await get(me[role], path(at.village))
      if (has(right)) is(inside.status, 200, `${role} GET ${path(at.village)}`)
      else isError(inside, 403, `${role} GET ${path(at.village)}`)
      if (!has('people')) for (const name of names) holds(!inside.text.includes(name), `${role} sees no name at ${path('…')}`, name)
      const refusals = new Set()
      for (const unit of outside[role]) {
        const answer = await get(me[role], path(unit))
        isError(answer, 403, `${role} GET ${path(unit)}`)
        refusals.add(answer.text)
      }
      is(refusals.size, 1, `${role}: ${path('…')} sounds the same for a unit elsewhere and one that is not`)
    }
    // People.
    is((await get(me[role], query('/api/persons', { q: NAME }))).status, has('people') ? 200 : 403, `${role} looks for a name`)
    is((await get(me[role], `/api/persons/${woman.id}`)).status, has('people') ? 200 : 403, `${role} reads a woman of the village`)
    is((await get(me[role], `/api/records/satisfaction/${visit.value.id}/changes`)).status, has('people') ? 200 : 404, `${role} reads the history of her record`)
    is((await get(me[role], '/api/records/satisfaction/99999999/changes')).status, 404, `${role} reads the history of no record`)
    if (['township', 'village'].includes(role)) {
      const there = await get(me[role], `/api/persons/${stranger.id}`), nobody = await get(me[role], '/api/persons/99999999')
      isError(there, 404, `${role} reads a person elsewhere`)
      is(there.text, nobody.text, `${role}: a person elsewhere sounds like one who does not exist`)
      is((await get(me[role], query('/api/persons', { q: stranger.name, limit: 200 }))).value.persons.filter((one) => one.id === stranger.id), [], `${role} does not find a person elsewhere`)
      const hers = await get(me[role], `/api/records/satisfaction/${farVisit.value.id}/changes`)
      isError(hers, 404, `${role} reads the history of a record elsewhere`)
      is(hers.text, (await get(me[role], '/api/records/satisfaction/99999999/changes')).text, `${role}: a record elsewhere sounds like none`)
      const path = `/api/records/satisfaction/${farVisit.value.id}`
      isError(await ask(me[role], 'PUT', path, { body: { seen: farVisit.value.change, why: 'x', day: today, fields: { score: 1 } } }), 404, `${role} corrects a record elsewhere`)
      isError(await ask(me[role], 'DELETE', query(path, { seen: farVisit.value.change, why: 'x' })), 404, `${role} removes a record elsewhere`)
      isError(await ask(me[role], 'POST', '/api/persons', { body: { name: '王', sex: 'female', unit: elsewhere.code } }), 403, `${role} registers a person elsewhere`)
    }
    // Writing.
    const before = await lastChange()
    if (!has('enter')) {
      isError(await ask(me[role], 'POST', '/api/persons', { body: { name: '王', sex: 'female', unit: at.village } }), 403, `${role} registers a person`)
      isError(await ask(me[role], 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(woman.id), day: today, fields: { score: 5 } } }), 403, `${role} enters a record`)
      isError(await ask(me[role], 'PUT', `/api/records/satisfaction/${visit.value.id}`, { body: { seen: visit.value.change, why: 'x', day: today, fields: { score: 1 } } }), 403, `${role} corrects a record`)
      isError(await ask(me[role], 'DELETE', query(`/api/records/satisfaction/${visit.value.id}`, { seen: visit.value.change, why: 'x' })), 403, `${role} removes a record`)
    }
    is(await lastChange(), before, `${role}: nothing of that was kept`)
    const listed = (await get(me[role], '/api/content')).value.record_types.filter((type) => type.may_enter).map((type) => type.id)
    is(listed.includes('satisfaction'), has('enter'), `${role}: the forms say who may enter`)
  }
  isError(await ask(me.village, 'POST', '/api/records', { body: { type: 'delivery', subject: String(woman.id), day: today, fields: { outcome: 'live' } } }), 403, 'a village enters a delivery')
  isError(await ask(me.township, 'POST', '/api/records', { body: { type: 'equipment', subject: elsewhere.parent, day: today, fields: { kind: 'other', owned: 1, working: 1 } } }), 403, 'a township counts another\'s equipment')
}

// ---- 4. bad input -------------------------------------------------------------------------------------------------

async function badInput() {
  const her = String(woman.id), V = at.village
  const visit = (more = {}, fields = { place: 'home' }) => ({ type: 'postnatal_visit', subject: her, day: today, fields, ...more })
  const period = today.slice(0, 7)
  const tomorrow = daysBefore(today, -1)
  let change = await lastChange()
  const unchanged = async (what) => {
    const now = await lastChange()
    is(now, change, `${what}: nothing changes`)
    change = now
  }
  /** Refused with that status; with 422, those fields are told. */
  const refused = async (what, status, method, path, how, fields) => {
    const answer = await ask(me.village, method, path, how)
    const error = isError(answer, status, what)
    if (fields) {
      is(error?.fields?.map((one) => one.field), fields, `${what}: the fields told`)
      holds(error?.fields?.every((one) => one.zh && one.en), `${what}: each in both languages`, error?.fields)
      holds(!/^0 /.test(error?.en), `${what}: the number of fields is told`, error?.en)
    }
    await unchanged(what)
  }
  const post = (what, status, body, fields) => refused(what, status, 'POST', '/api/records', { body }, fields)
  const raw = (what, status, text) => refused(what, status, 'POST', '/api/records', { raw: text })

  await raw('no JSON', 400, 'name=x&day=y')
  await raw('an empty body', 400, '')
  await raw('JSON cut off', 400, json(visit()).slice(0, -3))
  await raw('a list for an object', 400, '[1,2]')
  await raw('deep JSON', 400, '{"fields":' + '['.repeat(50_000) + ']'.repeat(50_000) + '}')
  await raw('deep JSON that never closes', 400, '{"a":'.repeat(30_000))
  await raw('bytes that are no UTF-8', 400, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))
  await raw('half a character by escape', 400, '{"type":"\\ud800"}')
  await raw('a number beyond all bounds', 400, json(visit({}, { place: 'home' })).replace('"home"', '1e999'))
  await post('a number for a text', 400, visit({ type: 7 }))
  await post('a list for a text', 400, visit({ subject: [her] }))
  await post('a number for the day', 400, visit({ day: 20260101 }))
  await post('a text for the fields', 400, visit({ fields: 'home' }))
  await post('a list in a field', 400, visit({}, { place: ['home'] }))
  await post('an object in a field', 400, visit({}, { place: { is: 'home' } }))
  await post('a reason that is none', 400, visit({}, { place: { missing: 'whatever' } }))
  await post('a fraction for a whole number', 400, { type: 'satisfaction', subject: her, day: today, fields: { score: 4.5 } })
  await post('no record type', 400, visit({ type: '' }))
  await post('an unknown record type', 400, visit({ type: 'ploughing' }))
  await post('an unknown record type with a long name', 400, visit({ type: 'a' + '测'.repeat(60) }))
  await post('a table\'s name for a type', 400, visit({ type: 'identity; drop table person' }))
  await post('an unknown field', 422, visit({}, { place: 'home', colour: 'blue' }), ['colour'])
  await post('a long unknown field', 422, visit({}, { place: 'home', ['a' + '测'.repeat(90)]: 'x' }), ['a' + '测'.repeat(90)])
  await post('a long name for what is no value', 400, visit({}, { place: 'home', ['a' + '测'.repeat(90)]: [] }))
  await post('a day that is none', 422, visit({ day: '2026-02-30' }), ['day'])
  await post('a day written otherwise', 422, visit({ day: '1/2/2026' }), ['day'])
  await post('a day of Chinese text', 422, visit({ day: 'a' + '测'.repeat(30) }), ['day'])
  await post('no day', 422, visit({ day: '' }), ['day'])
  await post('a day to come', 422, visit({ day: tomorrow }), ['day'])
  await post('a day before her birth', 422, visit({ day: '1990-01-01' }), ['day'])
  await post('a missing required field', 422, visit({}, {}), ['place'])
  await post('an unknown code', 422, visit({}, { place: 'moon' }), ['place'])
  await post('a long unknown code', 422, visit({}, { place: 'a' + '测'.repeat(200) }), ['place'])
  await post('yes and no that are neither', 422, visit({}, { place: 'home', bleeding: 'perhaps' }), ['bleeding'])
  for (const score of [0, 6, -1, '5x', 4294967297, 9007199254740991]) await post(`a score of ${score}`, 422, { type: 'satisfaction', subject: her, day: today, fields: { score } }, ['score'])
  await raw('a number too large for us', 400, `{"type":"satisfaction","subject":"${her}","day":"${today}","fields":{"score":18446744073709551615}}`)
  await post('several at once', 422, visit({ day: tomorrow }, { place: 'moon', colour: 1 }), ['day', 'place', 'colour'])
  await post('a unit that is not', 422, visit({ unit: NOWHERE }), ['unit'])
  await post('a person elsewhere', 404, visit({ subject: String(stranger.id) }))
  await post('a person who is not', 404, visit({ subject: '99999999' }))
  await post('a person who is no number', 404, visit({ subject: `${her} or 1=1` }))
  await post('nobody', 404, visit({ subject: '' }))

  const person = (more) => ({ name: '王', sex: 'female', unit: V, ...more })
  const register = (what, status, body, fields) => refused(what, status, 'POST', '/api/persons', { body }, fields)
  await register('a person without a name', 422, person({ name: ' ' }), ['name'])
  await register('a person without a sex', 422, person({ sex: undefined }), ['sex'])
  await register('a birthday that is none', 422, person({ birth_day: '1996-13-01' }))
  await register('a birthday to come', 422, person({ birth_day: tomorrow }), ['birth_day'])
  await register('an identity number with a wrong check digit', 422, person({ id_number: '130881199605040021' }), ['id_number'])
  await register('a phone of letters', 422, person({ phone: 'call me' }), ['phone'])
  await register('a name too long', 422, person({ name: '王'.repeat(101) }), ['name'])
  await register('a name with a line break', 422, person({ name: '王\r\n芳' }), ['name'])
  await register('a name with a null character', 422, person({ name: '王\u0000芳' }), ['name'])
  await register('a residency that is none', 422, person({ residency: 'on_the_moon' }), ['residency'])
  const number = isError(await ask(me.village, 'POST', '/api/persons', { body: person({ name: 5 }) }), 422, 'a number for a name')
  holds(number?.fields?.length === 1 && number.fields[0].field === 'name', 'is told of its own field', number)
  await unchanged('a number for a name')

  const record = (await ask(me.village, 'POST', '/api/records', { body: { type: 'satisfaction', subject: her, day: today, fields: { score: 5 } } })).value
  change = record.change
  const path = `/api/records/satisfaction/${record.id}`
  const good = { seen: record.change, why: '改', day: today, fields: { score: 4 } }
  const put = (what, status, body, fields) => refused(what, status, 'PUT', path, { body }, fields)
  await put('a correction without `seen`', 400, { ...good, seen: undefined })
  await put('a correction with `seen` as text', 400, { ...good, seen: String(record.change) })
  await put('a correction with a huge `seen`', 409, { ...good, seen: 9007199254740991 })
  await put('a correction with a negative `seen`', 409, { ...good, seen: -1 })
  await put('a correction without a why', 422, { ...good, why: undefined }, ['why'])
  await put('a correction with a number for a why', 400, { ...good, why: 1 })
  await put('a correction with a novel for a why', 422, { ...good, why: '长'.repeat(2000) }, ['why'])
  await put('a correction to a day to come', 422, { ...good, day: tomorrow }, ['day'])
  await put('a correction out of bounds', 422, { ...good, fields: { score: 50 } }, ['score'])
  for (const id of ['0', '-1', '99999999', '99999999999999999999', 'x', '1e3', "1'--"]) {
    await refused(`a correction of ${id}`, 404, 'PUT', `/api/records/satisfaction/${encodeURIComponent(id)}`, { body: good })
    await refused(`the removal of ${id}`, 404, 'DELETE', query(`/api/records/satisfaction/${encodeURIComponent(id)}`, { seen: 1, why: 'x' }))
  }
  await refused('a correction under another type', 404, 'PUT', `/api/records/postnatal_visit/${record.id}`, { body: good })
  await refused('a correction under a type that is none', 404, 'PUT', `/api/records/ploughing/${record.id}`, { body: good })
  await refused('a removal without seen', 400, 'DELETE', query(path, { why: 'x' }))
  await refused('a removal without a why', 400, 'DELETE', query(path, { seen: record.change }))
  await refused('a removal with words for seen', 409, 'DELETE', query(path, { seen: 'latest', why: 'x' }))

  const look = (what, status, where, parameters) => refused(what, status, 'GET', parameters ? query(where, parameters) : where)
  for (const bad of ['2026-13', '2026Q5', '26', 'now', '2026-1', '0000', '9999', ' ', 'a' + '测'.repeat(30), '2026-01;drop']) {
    await look(`the period ${bad}`, 400, '/api/indicators', { unit: V, period: bad })
    await look(`a trend to ${bad}`, 400, `/api/indicators/${INDICATOR}/trend`, { unit: V, to: bad })
  }
  await look('no period', 400, '/api/indicators', { unit: V })
  await look('no unit', 400, '/api/indicators', { period })
  await look('a period of long ago', 404, '/api/indicators', { unit: V, period: '1850' })
  await look('a trend of two kinds', 400, `/api/indicators/${INDICATOR}/trend`, { unit: V, from: '2025', to: '2026-01' })
  await look('a trend backwards', 400, `/api/indicators/${INDICATOR}/trend`, { unit: V, from: '2026-02', to: '2026-01' })
  await look('a trend of centuries', 400, `/api/indicators/${INDICATOR}/trend`, { unit: V, from: '1850-01', to: '2199-12' })
  for (const bad of ['0', '-1', '201', '1e2', 'many', '', '99999999999999999999']) await look(`the limit ${bad}`, 400, '/api/persons', { unit: V, limit: bad })
  await look('a limit of anchors', 400, `/api/indicators/${INDICATOR}/anchors`, { unit: V, period, which: 'counted', limit: 501 })
  await look('a limit of what is due', 400, '/api/due', { unit: V, limit: 1001 })
  await look('anchors of no kind', 400, `/api/indicators/${INDICATOR}/anchors`, { unit: V, period, which: 'all' })
  await look('a day that is none for what is due', 400, '/api/due', { unit: V, day: '2026-02-30' })
  await look('one letter to look for', 400, '/api/persons', { q: '王' })
  await look('nothing to look for', 400, '/api/persons')
  for (const bad of ['no_such', 'a' + '测'.repeat(60), "x' or '1'='1", '<script>alert(1)']) {
    const id = encodeURIComponent(bad)
    await look(`the indicator ${bad}`, 404, `/api/indicators/${id}/trend`, { unit: V })
    await look(`the indicator ${bad} by units`, 404, `/api/indicators/${id}/units`, { unit: V, period })
    await look(`the anchors of ${bad}`, 404, `/api/indicators/${id}/anchors`, { unit: V, period, which: 'counted' })
    isError(await get(me.county, query(`/api/schemes/${id}/score`, { unit: COUNTY, period: '2025' })), 404, `the sheet ${bad}`)
  }
  for (const id of ['0', '-1', 'x', '1 or 1=1', '99999999999999999999', '1.0']) await look(`the person ${id}`, 404, `/api/persons/${encodeURIComponent(id)}`)
  await refused('a method that is not', 405, 'PATCH', '/api/records', { body: {} })
  await look('an address that is not', 404, '/api/nothing')

  for (const name of ["'; drop table person; --", "' or '1'='1", '%%', '__', '**', '"" OR name:*', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '‮‮', '\\\\', '{{7*7}}', 'a'.repeat(7000)]) {
    const answer = await get(me.village, query('/api/persons', { q: name }))
    is([answer.status, answer.value?.persons], [200, []], `looking for ${name.slice(0, 40)} finds nobody`)
    await unchanged(`looking for ${name.slice(0, 40)}`)
  }
  is((await get(me.village, query('/api/persons', { unit: V }))).status, 200, 'and everybody is still there')

  // What fetch would put in order.
  const cookie = { Cookie: me.village }
  const bare = async (what, statuses, text) => {
    const answer = await rawly(text)
    holds(statuses.includes(answer.status), `${what}: ${statuses.join(' or ')}`, answer.text.slice(0, 300))
    if (answer.status >= 400) holds(/"kind":"\w+","zh":"[^"]+","en":"[^"]+"/.test(answer.text), `${what}: in both languages`, answer.text.slice(0, 900))
    await unchanged(what)
  }
  for (const target of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/assets/..%5c..%5ccounty.db', '//etc/passwd', '/%00', '/index.html%00.js', '/api%2fsession',
                        '/api/persons/%00', '/api/persons/%zz', '/api/persons/%ff%fe', '/api/../api/session', '/county.db', '/api/persons?q=%00%00', '/api/persons?q=%', 'county.db', '*'])
    await bare(`GET ${target}`, [400, 404], plain('GET', target, cookie))
  for (const target of ['/api/units/%0d%0aSet-Cookie:%20x=1/records', '/%0d%0aSet-Cookie:%20x=1', `/api/indicators?unit=${V}&period=%0d%0aSet-Cookie:%20x=1`]) {
    const split = await rawly(plain('GET', target, cookie))
    holds(split.status >= 400 && !/^set-cookie/im.test(split.text), `a line break in ${target} becomes no header`, split.text.slice(0, 400))
  }
  const body = 'x'.repeat(300 * 1024)
  await bare('a body too large', [413], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Content-Length': body.length }, body))
  await bare('a body too large, in pieces', [413], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Transfer-Encoding': 'chunked' }, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`))
  await bare('a header too large', [431], plain('GET', '/api/session', { ...cookie, 'X-Long': 'y'.repeat(64 * 1024) }))
  await bare('an address too long', [414], plain('GET', `/api/persons?q=${'a'.repeat(9000)}`, cookie))
  await bare('no host', [400], 'GET /api/session HTTP/1.1\r\nConnection: close\r\n\r\n')
  await bare('two hosts', [400], plain('GET', '/api/session', { ...cookie, HOST: 'y' }))
  await bare('two lengths', [400], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Content-Length': '5\r\nContent-Length: 6' }, '{"a":1}'))
  await bare('a length and pieces', [400], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Content-Length': 5, 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'))
  await bare('a negative length', [400], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Content-Length': -5 }, '{}'))
  await bare('a coding that is not known', [400], plain('POST', '/api/records', { ...cookie, 'X-Anyu': 1, 'Transfer-Encoding': 'gzip, chunked' }, '0\r\n\r\n'))
  await bare('no HTTP at all', [400], 'hello there\r\n\r\n')
  is((await get(me.village, '/api/session')).status, 200, 'and the server goes on')
}

// ---- 5. what every answer carries, and what no log holds ----------------------------------------------------------

async function aroundIt() {
  for (const [who, path] of [[null, '/'], [null, '/index.html'], [null, '/nothing-here'], [null, '/api/session'], [me.county, '/api/content'], [me.county, '/api/persons/99999999'], [me.county, '/api/indicators']]) {
    const { headers } = await get(who, path)
    const csp = headers.get('content-security-policy') ?? ''
    is([headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('referrer-policy')], ['nosniff', 'DENY', 'no-referrer'], `the headers of ${path}`)
    holds(/default-src 'self'/.test(csp) && !/script-src[^;]*unsafe|unsafe-eval/.test(csp), `the policy of ${path} lets no foreign script run`, csp)
    if (path.startsWith('/api/')) is(headers.get('cache-control'), 'no-store', `nobody keeps ${path}`)
    holds(!headers.get('access-control-allow-origin') && !headers.get('server'), `${path} invites no other site and boasts of no version`, [...headers])
  }
  const head = await rawly(plain('HEAD', '/api/content', { Cookie: me.county }))
  holds(head.status === 200 && head.text.endsWith('\r\n\r\n'), 'HEAD has no body', head.text.slice(-200))
}

function quietLogs(people) {
  const said = logs.join('\n')
  holds(said.includes('Anyu is serving'), 'the servers\' words were collected', said.slice(0, 300))
  for (const name of people) holds(!said.includes(name), 'no name in what the server says', name)
  for (const word of ['13900001234', '村东3号', PASSWORD, 'drop table', ...Object.values(me).map((cookie) => cookie.split('=')[1])])
    holds(!said.includes(word), 'nothing that was sent in what the server says', word)
}

// ---- 6. the command line ------------------------------------------------------------------------------------------

const chinese = /[\u4e00-\u9fff]/
/** Refused in both languages, each with its own words. */
function refusedInBoth(what, args, en, zh) {
  for (const [language, pattern] of [['en', en], ['zh', zh]]) {
    const ended = anyu(args, language)
    is(ended.code, 1, `${what} (${language}): exit code`)
    holds(pattern.test(ended.err), `${what} (${language}): says ${pattern}`, ended.err + ended.out)
    is(chinese.test(told(ended).join('\n').replace(/[“”]|\/\S*/g, '')), language === 'zh', `${what} (${language}): in that language`)
  }
}

const commands = ['new', 'demo', 'import', 'export', 'measure', 'score', 'pack', 'pack check', 'serve', 'verify', 'language']

async function whileServed() {
  is(anyu([]).code, 2, 'anyu without a command')
  is(anyu(['frobnicate']).code, 2, 'anyu with a command that is not')
  is(anyu(['serve']).code, 2, 'serve without a folder')
  is(anyu(['measure', county, '--no-such-option']).code, 2, 'an option that is not')
  is(anyu(['demo', join(folder, 'x'), '--people', 'many']).code, 2, 'people that are no number')
  is(anyu(['pack']).code, 2, 'pack without what to do')
  is(anyu(['score', '--scheme', 'x']).code, 2, 'score of nothing')
  is(anyu(['--help']).code, 0, 'anyu --help')
  is(anyu(['--version']).code, 0, 'anyu --version')
  for (const name of commands) {
    const help = anyu([...name.split(' '), '--help'])
    is(help.code, 0, `anyu ${name} --help`)
    holds(help.out.length > 40, `anyu ${name} --help says something`, help)
  }
  is(anyu(['language']).code, 0, 'anyu language')

  refusedInBoth('serving what is served', ['serve', county, '--listen', '127.0.0.1:0'], /is in use by another anyu/, /正被另一个 anyu 使用/)
  is(told(anyu(['serve', county, '--listen', '127.0.0.1:0'])).length, 1, 'in one clear line')
  refusedInBoth('verifying what is served', ['verify', county], /is in use by another anyu/, /正被另一个 anyu 使用/)
  refusedInBoth('a folder without a county', ['serve', join(folder, 'nothing')], /there is no county in/, /没有县/)
  refusedInBoth('an address that is none', ['serve', county, '--listen', 'here'], /--listen is ADDRESS:PORT/, /--listen 应写作/)
  refusedInBoth('a plain listener for everybody', ['serve', county, '--listen', '0.0.0.0:0'], /not encrypted/, /没有加密/)
  refusedInBoth('a second demo in the folder', ['demo', county], /there is a county in/, /已经有一个县/)

  const empty = join(folder, 'empty')
  is(anyu(['new', empty, '--pack', pack]).code, 0, 'an empty county')
  refusedInBoth('a port that is taken by anyu', ['serve', empty, '--listen', `127.0.0.1:${server.port}`], /taken by another program/, /已被其他程序占用/)
  const other = createServer()
  await new Promise((listening) => other.listen(0, '127.0.0.1', listening))
  try {
    refusedInBoth('a port that is taken', ['serve', empty, '--listen', `127.0.0.1:${other.address().port}`], /taken by another program/, /已被其他程序占用/)
  } finally {
    other.close()
  }
}

function packs() {
  is(anyu(['pack', 'check', pack]).code, 0, 'our own pack is sound')
  const broken = join(folder, 'broken')
  cpSync(pack, broken, { recursive: true })
  const file = join(broken, 'records/units.toml')
  const lines = readFileSync(file, 'utf8').split('\n')
  const line = lines.findIndex((one) => /^id\s*=/.test(one)) + 1
  lines.splice(line, 0, 'colour = "red"')
  writeFileSync(file, lines.join('\n'))
  refusedInBoth('a broken pack', ['pack', 'check', broken], new RegExp(`units\\.toml:${line + 1}\\b`), new RegExp(`units\\.toml:${line + 1}\\b`))
  refusedInBoth('a county of a broken pack', ['new', join(folder, 'refused'), '--pack', broken], new RegExp(`units\\.toml:${line + 1}\\b`), new RegExp(`units\\.toml:${line + 1}\\b`))
  holds(!existsSync(join(folder, 'refused', 'county.db')), 'is not made', readdirSync(folder))
  refusedInBoth('a pack that is not there', ['pack', 'check', join(folder, 'no-pack')], /./, /./)
}

const MAPPING = `
[[file]]
name    = "units*.csv"
kind    = "units"
columns = { code = "code", zh = "zh", level = "level", parent = "parent" }

[[file]]
name    = "people*.csv"
kind    = "persons"
source  = "his"
columns = { key = "pid", unit = "village", name = "name", sex = "sex", birth_day = "born" }
codes.sex = { "1" = "male", "2" = "female" }

[[file]]
name    = "visits*.csv"
kind    = "records"
source  = "his"
columns = { key = "id", person = "pid", day = "date" }

[[file.record]]
type    = "postnatal_visit"
fields  = { place = "where" }
codes.place = { "1" = "home", "2" = "clinic" }
`

function imports() {
  const into = join(folder, 'imported'), files = join(folder, 'files')
  mkdirSync(files)
  const put = (name, text) => { writeFileSync(join(files, name), text); return join(files, name) }
  is(anyu(['new', into, '--pack', pack]).code, 0, 'an empty county')
  const map = put('map.toml', MAPPING)
  const all = [
    put('units.csv', 'code,zh,level,parent\n1,县,county,\n11,镇,township,1\n111,村,village,11\n'),
    put('people.csv', 'pid,village,name,sex,born\n1,111,王芳,2,1995-01-01\n2,111,李娜,2,1996-02-02\n3,999,张丽,2,1996-02-02\n4,111,刘敏,7,1996-02-02\n5,111,陈静,2,1996-02-31\n'),
    put('visits.csv', 'id,pid,date,where\n1,1,2025-03-01,1\n2,2,2025-03-02,2\n3,9,2025-03-02,1\n4,1,2025-03-03,8\n5,1,2199-01-01,1\n6,1,2025-03-04\n'),
  ]

  const line = MAPPING.split('\n').findIndex((one) => one.startsWith('source')) + 1
  const brokenMap = put('broken.toml', MAPPING.replace('source ', 'sauce '))
  refusedInBoth('a broken mapping', ['import', into, '--map', brokenMap, ...all], new RegExp(`broken\\.toml:${line}\\b`), new RegExp(`broken\\.toml:${line}\\b`))
  refusedInBoth('a mapping that is not there', ['import', into, '--map', join(files, 'none.toml'), ...all], /./, /./)
  refusedInBoth('a file that fits no mapping', ['import', into, '--map', map, put('other.csv', 'a\n1\n')], /other\.csv/, /other\.csv/)
  const count = () => Number(anyu(['verify', into]).out.match(/whole: (\d+) changes/)?.[1])
  is(count(), 0, 'nothing of that was kept')

  const first = anyu(['import', into, '--map', map, ...all])
  is(first.code, 0, 'an import with bad lines ends with 0')
  holds(/people\.csv: 5 lines, 2 added, 0 corrected, 0 unchanged, 3 rejected \(see .*people\.rejected\.csv\)/.test(first.out), 'people are counted', first.out)
  holds(/visits\.csv: 6 lines, 2 added, 0 corrected, 0 unchanged, 4 rejected \(see .*visits\.rejected\.csv\)/.test(first.out), 'visits are counted', first.out)
  holds(!existsSync(join(files, 'units.rejected.csv')), 'no list where nothing is rejected', readdirSync(files))
  if (existsSync(join(files, 'visits.rejected.csv'))) {
    const list = readFileSync(join(files, 'visits.rejected.csv'), 'utf8')
    holds(chinese.test(list) && /[a-z]{4,} [a-z]/.test(list), 'the list says why, in both languages', list)
    is(list.trim().split(/\r?\n/).length, 5, 'a header and each rejected line')
  }
  const kept = count()
  holds(kept >= 7, 'three units, two people and two visits were kept', kept)
  const second = anyu(['import', into, '--map', map, ...all])
  is(second.code, 0, 'the same files again')
  is(count(), kept, 'change nothing')
  holds(/visits\.csv: 6 lines, 0 added, 0 corrected, 2 unchanged, 4 rejected/.test(second.out), 'and say so', second.out)
  put('visits.csv', 'id,pid,date,where\n1,1,2025-03-01,2\n2,2,2025-03-02,2\n')
  const third = anyu(['import', into, '--map', map, all[2]])
  holds(/visits\.csv: 2 lines, 0 added, 1 corrected, 1 unchanged, 0 rejected/.test(third.out), 'other content is a correction', third.out)
  holds(!existsSync(join(files, 'visits.rejected.csv')), 'and the old list is taken away', readdirSync(files))
}

function outAndIn() {
  const out = join(folder, 'out'), named = join(folder, 'named'), back = join(folder, 'back')
  is(anyu(['export', county, '--to', out]).code, 0, 'export')
  is(anyu(['export', county, '--to', named, '--with-identity']).code, 0, 'export with names')
  const text = readdirSync(out).filter((name) => name.endsWith('.csv') && name !== 'units.csv').map((name) => readFileSync(join(out, name), 'utf8')).join('\n')
  for (const name of names) holds(!text.includes(name), 'no name in an export that was not asked for names', name)
  holds(readFileSync(join(named, 'persons.csv'), 'utf8').includes([...names][0]), 'names where they were asked for', named)
  is(statSync(join(named, 'persons.csv')).mode & 0o077, 0, 'in a file only its owner can read')
  for (const from of [out, named]) {
    const target = back + from.slice(-3)
    is(anyu(['new', target, '--pack', pack]).code, 0, 'a new county')
    const files = readdirSync(from).filter((name) => name.endsWith('.csv')).map((name) => join(from, name))
    const taken = anyu(['import', target, '--map', join(from, 'import.toml'), ...files])
    is(taken.code, 0, 'takes it in')
    holds(!readdirSync(from).some((name) => name.endsWith('.rejected.csv')), 'with no line rejected', taken.out)
    for (const by of [[], ['--by', 'township'], ['--by', 'village']]) {
      const here = anyu(['measure', county, '--csv', ...by]), there = anyu(['measure', target, '--csv', ...by])
      is([here.code, there.code], [0, 0], `measure ${by.join(' ')}`)
      holds(here.out.split('\n').length > 50, 'measures something', here.out.slice(0, 300))
      if (here.out !== there.out) {
        const theirs = new Set(there.out.split('\n')), ours = new Set(here.out.split('\n'))
        fault(`measure --csv ${by.join(' ')} is the same`, [...ours].filter((one) => !theirs.has(one)).slice(0, 5), [...theirs].filter((one) => !ours.has(one)).slice(0, 5))
      }
      ++checks
    }
    is(anyu(['verify', target]).code, 0, 'and its chain is whole')
  }
}

function verifying() {
  const good = anyu(['verify', county])
  is(good.code, 0, 'verify')
  holds(/The chain is whole: \d+ changes, head [0-9a-f]{64}/.test(good.out), 'says so', good.out)
  holds(chinese.test(anyu(['verify', county], 'zh').out), 'in Chinese too')
  if (spawnSync('sqlite3', ['--version']).status !== 0) return console.log('  (no sqlite3 here: tampering is not tried)')
  const sql = (where, text) => {
    const done = spawnSync('sqlite3', [join(where, 'county.db'), text], { encoding: 'utf8' })
    need(done.status === 0, `sqlite3: ${text}`, done.stderr)
    return done.stdout.trim()
  }
  const tables = sql(county, "select name from sqlite_master where type = 'table'").split('\n')
  const table = tables.find((name) => /postnatal_visit$/.test(name))
  need(table, 'there is a table of visits', tables)
  const tampers = {
    'a day altered': `update ${table} set day = day - 1 where id = (select max(id) from ${table})`,
    'a value altered': `update ${table} set f_place = case f_place when 'home' then 'clinic' else 'home' end where id = (select max(id) from ${table})`,
    'a record taken away': `delete from ${table} where id = (select max(id) from ${table})`,
    'an author of a record altered': `update ${table} set author = 'somebody' where id = (select max(id) from ${table})`,
    'a late record made punctual': `update ${table} set recorded = recorded - 86400000 where id = (select max(id) from ${table})`,
    'a person moved': `update person set unit = '${elsewhere.code}' where id = ${woman?.id ?? 1}`,
    'a person made younger': `update person set birth_day = birth_day + 365 where id = (select max(id) from person where birth_day is not null)`,
    'a person renamed': "update identity set name = 'x' where person = (select max(person) from identity)",
    'a person taken away': 'pragma foreign_keys = off; delete from identity where person = (select max(id) from person); delete from person where id = (select max(id) from person)',
    'a unit moved': `update unit set parent = '${COUNTY}' where code = '${at.village}'`,
    'a role raised': "update user set role = 'county', unit = '130881000000' where id = 'village'",
    'a password replaced': "update user set password = 'x' || password where id = 'county'",
    'a user brought in': "insert into user select 'ghost', name_zh, name_en, role, unit, password, change from user where id = 'county'",
    ...(corrected && { 'a correction undone': `update r_satisfaction set f_score = 5, change = ${corrected.added}, was = 0 where id = ${corrected.id}` }),
    'the chain\'s end cut off': 'delete from change where first = (select max(first) from change)',
    'a change taken out': 'delete from change where first = (select max(first) from change where first < (select max(first) from change))',
    'a why rewritten': "update change set why = 'nothing' where first = (select max(first) from change)",
    'an author rewritten': "update change set by = 'somebody' where first = (select max(first) from change)",
    'a line rewritten': "update change set lines = replace(lines, '\"day\":\"20', '\"day\":\"19') where first = (select max(first) from change where lines like '%\"day\":\"20%')",
  }
  for (const [what, text] of Object.entries(tampers)) {
    const copy = join(folder, 'tampered')
    rmSync(copy, { recursive: true, force: true })
    cpSync(county, copy, { recursive: true })
    const changed = sql(copy, `${text}; select changes()`)
    need(changed !== '0', `${what} changes something`, changed)
    for (const language of ['en', 'zh']) {
      const ended = anyu(['verify', copy], language)
      is(ended.code, 1, `${what} (${language}): verify`)
      if (ended.code === 1) is(told(ended).length, 1, `${what} (${language}): one line`)
    }
  }
}

// ---- 7. cut off ---------------------------------------------------------------------------------------------------

async function cutOff() {
  const kept = []
  for (let i = 0; i < 3; ++i) {
    const answer = await ask(me.village, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(woman.id), day: today, fields: { score: 1 + i } } })
    if (i === 2) server.process.kill('SIGKILL')
    need(answer.status === 201, 'a record is kept', answer.text)
    kept.push(answer.value)
  }
  is((await server.ended).signal, 'SIGKILL', 'the server is cut off')
  const whole = anyu(['verify', county])
  is(whole.code, 0, 'the chain is whole')
  server = await Served.start(county)
  isError(await get(me.village, '/api/session'), 401, 'sessions end with the server')
  for (const role of roles) me[role] = cookieOf(await logIn(userOf[role]))
  const page = (await get(me.village, `/api/persons/${woman.id}`)).value
  for (const one of kept) is(page.records.find((record) => record.id === one.id), one, 'what was answered with 201 is there')
  const next = await ask(me.village, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(woman.id), day: today, fields: { score: 5 } } })
  is([next.status, next.value?.change], [201, kept[2].change + 1], 'and the next change follows it')
  const mended = await ask(me.village, 'PUT', `/api/records/satisfaction/${next.value.id}`, { body: { seen: next.value.change, why: '听错了', day: today, fields: { score: 2 } } })
  is(mended.status, 200, 'and a correction that one')
  corrected = { id: next.value.id, added: next.value.change }
  const listener = await Listener.of(me.village)
  const how = await server.end('SIGTERM')
  await listener.over
  is(how, { code: 0, signal: null }, 'a server that is asked to stop ends with 0, also while somebody listens')
  is(anyu(['verify', county]).code, 0, 'and its chain is whole')
}

// ---- what the parts in files of their own stand on ------------------------------------------------------------------

const ground = {
  ask, get, query, is, holds, need, fault, isError, cookieOf, logIn, anyu, told, me, at, names, daysBefore, lastChange, root, pack, folder, binary,
  COUNTY, NOWHERE, PASSWORD, roles, userOf,
  get server() { return server }, set server(other) { server = other },
  start: (...how) => Served.start(...how),
  get today() { return today }, get elsewhere() { return elsewhere }, get stranger() { return stranger },
}

// ---- all ----------------------------------------------------------------------------------------------------------

process.on('SIGTERM', () => process.exit(1))
process.on('SIGINT', () => process.exit(1))
process.on('exit', () => {
  for (const one of running) one.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

try {
  await beginning()
  await part('1. who comes in', comingIn)
  await part('2. one record\'s way', oneRecord)
  if (!woman) woman = (await peopleOf(at.village))[0]
  await part('3. rights', rights)
  await part('4. bad input', badInput)
  await part('5. around it', aroundIt)
  await part('8. a cell taken apart', () => takenApart(ground))
  await part('9. as it was known', () => asItWasKnown(ground))
  await part('10. as it is typed', () => askedAsTyped(ground))
  await part('11. kept as typed', () => keptAsTyped(ground))
  await part('6. the command line, while served', whileServed)
  await part('7. cut off', cutOff)
  if (server.process.exitCode === null && server.process.signalCode === null) await server.end()
  await part('5. logs', () => quietLogs(names))
  await part('6. packs', packs)
  await part('6. import', imports)
  await part('6. export and import', outAndIn)
  await part('6. verify', verifying)
} catch (error) {
  fault('the county', 'to be served', error.stack ?? String(error))
} finally {
  for (const one of running) one.kill('SIGKILL')
}
console.log(faults.length ? `\n${faults.length} of ${checks} checks failed` : `\nAll ${checks} checks hold`)
process.exit(faults.length ? 1 : 0)

// SPDX-License-Identifier: Apache-2.0
