// Serves dist/ and a made-up county behind the contract's addresses, for looking at the pages. Never for a real county.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as county from './county.mjs'
import { broken, faultsOf, sentence, then } from './formulas.mjs'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const { units, users, persons, indicators } = county
let { records, due } = county
let change = 900
let extra = 0
const streams = new Set()
const changes = new Map(records.map((r) => [`${r.type}/${r.id}`, [{ number: r.change, at: r.recorded, by: r.by, kind: 'added', day: r.day, fields: r.fields }]]))

const within = (code, above) => { for (let u = units.find((x) => x.code === code); u; u = units.find((x) => x.code === u.parent)) if (u.code === above) return true; return false }
const hash = (text) => [...text].reduce((h, c) => (h * 31 + c.codePointAt(0)) % 9973, 7)
const wrong = (status, kind, zh, en, fields) => ({ status, body: { error: { kind, zh, en, fields } } })

function cell(indicator, unit, period) {
  const size = { county: 412, township: 138, village: 46, facility: 0 }[units.find((u) => u.code === unit)?.level] ?? 0
  const noise = hash(indicator.id + unit + period) % 17
  if (!size || (indicator.measure === 'share' && hash(unit + indicator.id) % 13 === 0)) return { numerator: '0', denominator: 0, unknown: 0, missing: size ? 'withheld' : 'undefined' }
  const d = size + noise
  const bump = indicator.id === 'postnatal_visits_2_in_42d' && period.startsWith('2026') ? extra : 0
  const n = Math.round(d * (0.74 + noise / 90)) + bump
  if (indicator.measure === 'count' || indicator.measure === 'sum') return { numerator: String(d), denominator: null, unknown: 0, value: String(d) }
  if (indicator.measure === 'formula') return { numerator: String(n * 2), denominator: d, unknown: 0, value: ((n * 2 / d) * (indicator.per_n ?? 1)).toFixed(6) }
  if (indicator.measure === 'mean') return { numerator: String(d * 8), denominator: d, unknown: 0, value: (6.2 + noise / 3).toFixed(6) }
  const unknown = noise % 4
  const of = indicator.measure === 'rate' ? 1000 : 100
  const at = (x) => ((x / d) * of).toFixed(6)
  return { numerator: String(n), denominator: d, unknown, value: at(n), ...(unknown ? { low: at(n), high: at(n + unknown) } : {}) }
}
function gap({ target, measure }, c) {
  if (!target) return undefined
  if (c.value === undefined) return { met: null }
  const short = (Number(target.value) - Number(c.value)) * (target.direction === 'at_most' ? -1 : 1)
  return short <= 0 ? { met: true } : { met: false, points: short.toFixed(4), ...(measure === 'share' ? { needed: Math.ceil((short / 100) * c.denominator) } : {}) }
}
const back = (period, n) => { const y = Number(period.slice(0, 4)); if (period.includes('-')) { const m = y * 12 + Number(period.slice(5)) - 1 - n; return `${Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}` } if (period.includes('Q')) { const q = y * 4 + Number(period.slice(5)) - 1 - n; return `${Math.floor(q / 4)}Q${q % 4 + 1}` } return `${y - n}${period.slice(4)}` }

function tell(unit, type) {
  change++
  for (const stream of streams) stream.write(`event: change\ndata: ${JSON.stringify({ change, units: [unit], indicators: ['postnatal_visits_2_in_42d'], type })}\n\n`)
}
function check(type, fields, day) {
  const faults = []
  if (!day || day > county.TODAY) faults.push({ field: 'day', zh: '日期不能晚于今天', en: 'The day cannot be after today' })
  for (const f of type.fields) {
    const v = fields[f.id]
    if (v === undefined) { if (f.required) faults.push({ field: f.id, zh: '请填写，或说明没有的原因', en: 'Give a value, or say why there is none' }) }
    else if (typeof v !== 'object' && (f.type === 'whole' || f.type === 'decimal') && !(Number(v) >= Number(f.least) && Number(v) <= Number(f.most))) faults.push({ field: f.id, zh: `应在 ${f.least} 与 ${f.most} 之间`, en: `Must lie between ${f.least} and ${f.most}` })
  }
  return faults
}

function answer(method, path, q, body, me) {
  const [, , head, a, b, c] = path.split('/').map(decodeURIComponent)
  const unit = q.get('unit'); const period = q.get('period')
  if (head === 'session') {
    if (method === 'POST') return users[body.user] && body.password === 'anyu' ? { body: who(body.user), cookie: body.user } : wrong(401, 'unauthenticated', '用户名或密码不对。', 'User name or password is wrong.')
    if (method === 'DELETE') return { status: 204, cookie: '' }
    return me ? { body: who(me) } : wrong(401, 'unauthenticated', '请登录。', 'Please log in.')
  }
  if (!me) return wrong(401, 'unauthenticated', '请登录。', 'Please log in.')
  const mine = users[me].unit
  if (head === 'content') return { body: { programmes: county.programmes, record_types: county.record_types, indicators, schedules: county.schedules, schemes: county.schemes } }
  if (head === 'units' && !a) return { body: units.filter((u) => within(u.code, mine)) }
  if (head === 'units') return { body: { unit: units.find((u) => u.code === a), records: records.filter((r) => r.subject === a).reverse() } }
  if (head === 'persons' && method === 'POST') {
    if (!body.name) return wrong(422, 'invalid', '登记内容有误。', 'Something in the registration is wrong.', [{ field: 'name', zh: '请填写姓名', en: 'Give a name' }])
    const person = { id: 1000 + persons.length + 1, residency: 'resident', ...body, change: ++change }
    persons.push(person)
    return { status: 201, body: { ...person, records: [], due: [] } }
  }
  if (head === 'persons' && !a) {
    const found = persons.filter((p) => within(p.unit, unit ?? mine) && (!q.get('q') || p.name.includes(q.get('q'))))
    return { body: { persons: found.slice(0, 50), more: found.length > 50 } }
  }
  if (head === 'persons') {
    const person = persons.find((p) => p.id === Number(a))
    if (!person) return wrong(404, 'not_found', '没有这个服务对象。', 'There is no such person.')
    return { body: { ...person, records: records.filter((r) => r.subject === a).sort((x, y) => y.day.localeCompare(x.day)), due: due.filter((d) => d.person === person.id) } }
  }
  if (head === 'records' && method === 'POST') {
    const type = county.record_types.find((t) => t.id === body.type)
    const faults = check(type, body.fields, body.day)
    if (faults.length) return wrong(422, 'invalid', '记录有误，尚未保存。', 'Something in the record is wrong; it was not saved.', faults)
    const made = { ...body, id: 5000 + ++change, unit: body.unit ?? mine, recorded: new Date().toISOString(), late_days: Math.round((Date.parse(county.TODAY) - Date.parse(body.day)) / 864e5), by: users[me].name.zh, change }
    records.push(made)
    changes.set(`${made.type}/${made.id}`, [{ number: change, at: made.recorded, by: made.by, kind: 'added', day: made.day, fields: made.fields }])
    due = due.filter((d) => !(String(d.person) === body.subject && d.does === body.type))
    extra++
    tell(persons.find((p) => String(p.id) === body.subject)?.unit ?? body.subject, body.type)
    return { status: 201, body: made }
  }
  if (head === 'records') {
    const record = records.find((r) => r.type === a && r.id === Number(b))
    const log = changes.get(`${a}/${b}`) ?? []
    if (c === 'changes') return { body: log }
    if (method === 'PUT') {
      if (body.seen !== record.change) return wrong(409, 'conflict', '这条记录已被他人更正，请先查看。', 'Somebody has corrected this record meanwhile; look at it first.')
      const faults = check(county.record_types.find((t) => t.id === a), body.fields, body.day)
      if (faults.length) return wrong(422, 'invalid', '更正有误。', 'Something in the correction is wrong.', faults)
      Object.assign(record, { day: body.day, fields: body.fields, corrected: true, change: ++change })
      log.unshift({ number: change, at: new Date().toISOString(), by: users[me].name.zh, kind: 'corrected', why: body.why, day: body.day, fields: body.fields })
      tell(record.unit, a)
      return { body: record }
    }
    records = records.filter((r) => r !== record)
    tell(record.unit, a)
    return { status: 204 }
  }
  if (head === 'indicators' && !a) return { body: { unit, period, so_far: true, change, rows: indicators.filter((i) => i.shown !== false).map((i) => { const now = cell(i, unit, period); return { indicator: i.id, cell: now, before: cell(i, unit, back(period, 1)), spark: Array.from({ length: 12 }, (_, n) => cell(i, unit, back(period, 11 - n)).value ?? null), gap: gap(i, now) } }) } }
  if (head === 'indicators') {
    const indicator = indicators.find((i) => i.id === a)
    if (b === 'trend') { const cells = []; for (let p = q.get('to'); ; p = back(p, 1)) { cells.unshift({ period: p, ...cell(indicator, unit, p), so_far: p === '2026' || p === '2026-06' }); if (p === q.get('from')) break } return { body: { indicator: a, unit, cells } } }
    if (b === 'units') return { body: { indicator: a, period, whole: cell(indicator, unit, period), units: units.filter((u) => u.parent === unit).map((u) => ({ unit: u.code, ...cell(indicator, u.code, period) })) } }
    if (b === 'breakdown') return { body: { rows: broken(q.get('by').split(','), cell(indicator, unit, period), indicator, !users[me].may.includes('see_people')) } }
    if (b === 'then') return { body: then(cell(indicator, unit, period), q.get('on'), persons.filter((p) => within(p.unit, unit)), indicator.id === 'births') }
    const some = persons.filter((p) => within(p.unit, unit)).filter((_, i) => i % 3 === ['counted', 'not_counted', 'unknown'].indexOf(q.get('which')))
    return { body: { total: some.length, anchors: some.map((p) => ({ person: p.id, name: p.name, unit: p.unit, type: 'delivery', record: 1, day: '2026-05-01' })) } }
  }
  if (head === 'formulas') {
    const { typed } = body
    const faults = faultsOf(typed)
    if (a === 'try') {
      if (faults.length) return { body: { faults, units: [], trend: [] } }
      const tried = { ...typed, id: JSON.stringify(typed), per_n: Number(typed.per_n) || 1 }
      const trend = Array.from({ length: 24 }, (_, n) => back('2026-06', 23 - n)).map((p) => ({ period: p, so_far: p === '2026-06', ...cell(tried, body.unit, p) }))
      return { body: { faults, form: sentence(typed), whole: cell(tried, body.unit, body.period), units: units.filter((u) => u.parent === body.unit).map((u) => ({ unit: u.code, ...cell(tried, u.code, body.period) })), trend, milliseconds: 3.4 } }
    }
    if (indicators.some((i) => i.id === typed.id)) return wrong(409, 'conflict', `已有指标“${typed.id}”，请另取代码。`, `There is an indicator '${typed.id}' already; choose another id.`)
    if (!/^[a-z][a-z0-9_]*$/.test(typed.id)) faults.push({ key: 'id', character: 0, says: { zh: '代码用小写字母、数字和下划线，以字母开头', en: 'an id is lower-case letters, digits and underscores, beginning with a letter' } })
    if (!typed.name_zh || !typed.name_en) faults.push({ key: 'name', character: 0, says: { zh: '请写明中英文名称', en: 'give both names' } })
    if (!typed.source) faults.push({ key: 'source', character: 0, says: { zh: '请写明来源', en: 'say where it comes from' } })
    return { status: faults.length ? 200 : 201, body: { faults } }
  }
  if (head === 'due') { const list = due.filter((d) => within(d.unit, unit)); return { body: { day: county.TODAY, unit, total: list.length, villages: units.filter((u) => list.some((d) => d.unit === u.code)).map((u) => ({ unit: u.code, due: list.filter((d) => d.unit === u.code) })) } } }
  if (head === 'schemes') return { body: { scheme: a, unit, period, ...county.score[county.schemes.find((s) => s.id === a).kind] } }
  if (head === 'claims') return { body: county.claims.filter((x) => within(x.unit, unit)) }
  if (head === 'findings') return { body: county.findings.filter((x) => within(x.unit, unit)) }
  return wrong(404, 'not_found', '没有这个地址。', 'There is no such address.')
}
const who = (user) => ({ ...users[user], user, unit: units.find((u) => u.code === users[user].unit), today: county.TODAY })

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  const me = /anyu=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  if (url.pathname === '/api/events') {
    if (!me) return response.writeHead(401).end()
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).write(': hello\n\n')
    streams.add(response)
    return request.on('close', () => streams.delete(response))
  }
  if (url.pathname.startsWith('/api/')) {
    let text = ''
    for await (const part of request) text += part
    const { status = 200, body, cookie } = answer(request.method, url.pathname, url.searchParams, text ? JSON.parse(text) : {}, me)
    if (cookie !== undefined) response.setHeader('Set-Cookie', `anyu=${cookie}; Path=/; SameSite=Strict${cookie ? '' : '; Max-Age=0'}`)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
    return
  }
  const file = join(dist, normalize(url.pathname === '/' ? '/index.html' : url.pathname))
  if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end()
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; style-src 'self'" })
  createReadStream(file).pipe(response)
}).listen(Number(process.env.PORT ?? 4190), '127.0.0.1', () => console.log('http://127.0.0.1:' + (process.env.PORT ?? 4190), 'county|village|assessor / anyu'))

// SPDX-License-Identifier: Apache-2.0
