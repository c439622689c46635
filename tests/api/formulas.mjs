// Indicators as they are typed: /api/formulas/try and /api/formulas.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { byOf, ofEveryKind } from './apart.mjs'

const BASE = { id: 'typed_here', name_zh: '试算', name_en: 'Tried', programme: 'maternal', by: 'residence', better: 'higher', use: 'monitor', source: 'typed' }
const SHARE = { ...BASE, measure: 'share', each: 'delivery', where: 'outcome in [live, stillbirth]', count: 'place = hospital' }
const COUNT = { ...BASE, measure: 'count', each: 'delivery' }
const OVER = { ...BASE, measure: 'formula', numerator: 'live_births', denominator: 'women_15_49' }
const ONE_KEYS = ['id', 'name', 'programme', 'measure', 'each', 'where', 'count', 'sum', 'when', 'per', 'numerator', 'denominator', 'per_n', 'by', 'better', 'use', 'source', 'shown', '']
const LONGEST = 4000
const LINKS = `
[[file]]
name    = "people*.csv"
kind    = "persons"
source  = "his"
columns = { key = "pid", unit = "village", name = "name", sex = "sex", birth_day = "born", mother = "mother", partner = "partner" }
codes.sex = { "1" = "male", "2" = "female" }

[[file]]
name    = "words*.csv"
kind    = "records"
source  = "his"
columns = { key = "id", person = "pid", day = "date" }

[[file.record]]
type    = "satisfaction"
fields  = { score = "score" }
`

/** The same indicator as somebody would type it. */
function typedAs(one, by, more = {}) {
  return { id: `typed_${one.id}`.slice(0, 60), name_zh: one.name.zh, name_en: one.name.en, programme: one.programme, measure: one.measure, by: by.get(one.id), better: one.better, use: one.use, source: one.source,
           ...(one.measure === 'rate' && { per_n: String(one.per_n) }), ...one.formula, ...more }
}

export async function askedAsTyped(t) {
  const { ask, get, query, is, holds, need, isError, me, at, today, COUNTY, NOWHERE, elsewhere, pack, names } = t
  const content = (await get(me.county, '/api/content')).value
  const by = byOf(pack)
  const year = today.slice(0, 4)
  const attempt = (who, typed, unit = COUNTY, period = year) => ask(who, 'POST', '/api/formulas/try', { body: { typed, unit, period } })
  const change = await t.lastChange()

  // What is in the pack, typed once more, is the same to the last digit.
  const some = ofEveryKind(content.indicators, by, 2)
  holds(some.length >= 24, 'two dozen indicators to type', some.length)
  for (const one of some) {
    const wrong = []
    for (const [who, unit, period] of [[me.county, COUNTY, year], [me.county, COUNTY, today.slice(0, 7)], [me.county, COUNTY, '2023'], [me.county, at.township, `${year}Q1`], [me.township, at.township, `${year - 1}Oct`], [me.village, at.village, year]]) {
      const tried = await attempt(who, typedAs(one, by), unit, period)
      need(tried.status === 200, `${one.id} is tried`, tried.text)
      const { value } = tried
      if (value.faults.length) { wrong.push([unit, period, value.faults]); continue }
      const kept = (await get(who, query(`/api/indicators/${one.id}/units`, { unit, period }))).value
      if (JSON.stringify(value.whole) !== JSON.stringify(kept.whole)) wrong.push([unit, period, 'whole', kept.whole, value.whole])
      if (JSON.stringify(value.units) !== JSON.stringify(kept.units)) wrong.push([unit, period, 'units', kept.units[0], value.units[0]])
      if (JSON.stringify(value.form) !== JSON.stringify(one.form)) wrong.push(['form', one.form, value.form])
      if (!(value.milliseconds >= 0)) wrong.push(['milliseconds', value.milliseconds])
      const [from, to] = [value.trend[0].period, value.trend[value.trend.length - 1].period]
      const { cells } = (await get(who, query(`/api/indicators/${one.id}/trend`, { unit, from, to }))).value
      if (JSON.stringify(value.trend) !== JSON.stringify(cells)) wrong.push([unit, period, 'trend', cells.find((cell, i) => JSON.stringify(cell) !== JSON.stringify(value.trend[i])), value.trend.length])
      if (period === year && (value.trend.length !== 24 || to !== today.slice(0, 7))) wrong.push([unit, period, 'the last 24 months', from, to, value.trend.length])
    }
    is(wrong.slice(0, 3), [], `${one.id}, typed once more, is the same`)
  }
  const over = (await attempt(me.county, OVER)).value
  const cells = {}
  for (const id of ['live_births', 'women_15_49']) cells[id] = (await get(me.county, query(`/api/indicators/${id}/units`, { unit: COUNTY, period: year }))).value.whole
  is([over.faults, over.whole?.numerator, over.whole?.denominator], [[], cells.live_births.numerator, Number(cells.women_15_49.numerator)], 'a formula over others is theirs')

  // Faults: by key and character.
  const long = 'outcome = live or '.repeat(200)
  const points = [
    ['nothing at all', {}, null],
    ['an id in capitals', { ...COUNT, id: 'Births' }, [['id', 0]]], ['an id with a space', { ...COUNT, id: 'my births' }, [['id', 0]]], ['an id that begins with a digit', { ...COUNT, id: '1st' }, [['id', 0]]],
    ['a Chinese id', { ...COUNT, id: '出生' }, [['id', 0]]], ['an id with a line break', { ...COUNT, id: 'a\nb' }, [['id', 0]]], ['an id with a quotation mark', { ...COUNT, id: 'a"b' }, [['id', 0]]], ['an id with a slash', { ...COUNT, id: '../a' }, [['id', 0]]],
    ['an id that is in the pack', { ...COUNT, id: 'live_births' }, [['id', 0]]], ['the same with blanks', { ...COUNT, id: ' live_births\n' }, [['id', 0]]],
    ['no Chinese name', { ...COUNT, name_zh: '' }, [['name', 0]]], ['no English name', { ...COUNT, name_en: '  ' }, [['name', 0]]],
    ['a programme that is not', { ...COUNT, programme: 'ploughing' }, [['programme', 0]]],
    ['a measure that is not', { ...COUNT, measure: 'median' }, [['measure', 0]]],
    ['a record type that is not', { ...COUNT, each: 'deliverry' }, [['each', 0]]], ['a record type with more behind it', { ...COUNT, each: 'delivery, person' }, [['each', 0]]],
    ['a `where` that is not', { ...COUNT, where: 'nosuch = 1' }, [['where', 1]]], ['a code that is not', { ...COUNT, where: 'outcome = alive' }, [['where', 11]]],
    ['Chinese for a code', { ...COUNT, where: 'outcome = 活产' }, [['where', 11]]], ['Chinese for a code, and more', { ...COUNT, where: 'outcome = 活产 and nosuch = 1' }, [['where', 11]]],
    ['a text for a code', { ...COUNT, where: 'outcome = "live"' }, [['where', 11]]], ['a `where` that ends too soon', { ...COUNT, where: 'outcome =' }, [['where', 10]]],
    ['a number for yes or no', { ...COUNT, where: '42' }, [['where', 1]]],
    ['blanks before it', { ...COUNT, where: '   nosuch = 1' }, [['where', 4]]], ['a line break before it', { ...COUNT, where: '\n\n  nosuch = 1' }, [['where', 5]]], ['lines', { ...COUNT, where: 'outcome = live\r\n\tand nosuch = 1' }, [['where', 22]]],
    ['a long one', { ...COUNT, where: `${long}nosuch = 1` }, [['where', long.length + 1]]], ['an emoji after much', { ...COUNT, where: `${long}😀` }, [['where', long.length + 1]]],
    ['a `count` that is not', { ...SHARE, count: 'place = hospital and nosuch' }, [['count', 22]]], ['a `count` in a count', { ...COUNT, count: 'place = hospital' }, [['count', 0]]],
    ['a `sum` that is not', { ...COUNT, measure: 'sum', each: 'supply', sum: 'quantity + nosuch' }, [['sum', 12]]], ['a `sum` of days', { ...COUNT, measure: 'sum', each: 'supply', sum: 'day' }, [['sum', 1]]], ['a `sum` in a count', { ...COUNT, sum: '1' }, [['sum', 0]]],
    ['a `when` that is not', { ...COUNT, when: 'day + nosuch' }, [['when', 7]]], ['a `when` that is a number', { ...COUNT, when: '42' }, [['when', 1]]], ['a `when` of units', { ...COUNT, each: 'unit', when: 'day' }, [['when', 0]]],
    ['a `per` that is not', { ...COUNT, measure: 'rate', per_n: '1000', per: 'nosuch' }, [['per', 0]]], ['a `per` that is a share', { ...COUNT, measure: 'rate', per_n: '1000', per: 'satisfied_20_up' }, [['per', 0]]],
    ['a `per` of itself', { ...COUNT, measure: 'rate', per_n: '1000', per: 'typed_here' }, [['per', 0]]],
    ['a numerator that is not', { ...OVER, numerator: 'live_births + nosuch' }, [['numerator', 15]]], ['a numerator that divides', { ...OVER, numerator: 'live_births / 2' }, [['numerator', 13]]],
    ['Chinese in a numerator', { ...OVER, numerator: 'live_births + 出生' }, [['numerator', 15]]], ['blanks before a numerator', { ...OVER, numerator: '  nosuch' }, [['numerator', 3]]],
    ['a numerator of itself', { ...OVER, numerator: 'typed_here' }, [['numerator', 1]]],
    ['a denominator that is not', { ...OVER, denominator: 'women_15_49 - nosuch' }, [['denominator', 15]]], ['a denominator with decimals', { ...OVER, denominator: 'women_15_49 * 0.5' }, [['denominator', 0]]],
    ['a numerator in a count', { ...COUNT, numerator: 'live_births' }, [['numerator', 0]]], ['a `where` in a formula', { ...OVER, where: 'outcome = live' }, [['where', 0]]],
    ['a per_n of nothing', { ...SHARE, measure: 'rate', per_n: '0' }, [['per_n', 0]]], ['a per_n of words', { ...SHARE, measure: 'rate', per_n: 'many' }, [['per_n', 0]]], ['a negative per_n', { ...SHARE, measure: 'rate', per_n: '-1000' }, [['per_n', 0]]],
    ['a per_n with noughts', { ...SHARE, measure: 'rate', per_n: '0010' }, [['per_n', 0]]], ['a per_n too large', { ...SHARE, measure: 'rate', per_n: '99999999999999999999' }, [['per_n', 0]]], ['a per_n with a comment', { ...SHARE, measure: 'rate', per_n: '1000 # x' }, [['per_n', 0]]],
    ['a `by` that is not', { ...COUNT, by: 'moon' }, [['by', 0]]], ['persons by provider', { ...BASE, measure: 'count', each: 'person', by: 'provider' }, [['by', 0]]],
    ['a `better` that is not', { ...COUNT, better: 'more' }, [['better', 0]]], ['a `use` that is not', { ...COUNT, use: 'punish' }, [['use', 0]]],
    ['points for births', { ...COUNT, use: 'score' }, [['use', 0]]], ['points for a method', { ...BASE, measure: 'share', each: 'method_start', count: 'method = iud', use: 'score' }, [['use', 0]]],
    // A way round: the same count, with the choice in `where` or `when` instead of in `count`.
    ...[['count', {}], ['sum', { sum: '1' }], ['rate', { per: 'women_15_49', per_n: '1000' }]].map(([measure, more]) =>
      [`points for IUDs by \`where\` in a ${measure}`, { ...BASE, measure, ...more, each: 'person', where: 'exists(method_start where method = iud)', use: 'score' }, [['use', 0]]]),
    ['points for births by `when`', { ...BASE, measure: 'count', each: 'person', when: 'first(delivery).day', use: 'score' }, [['use', 0]]],
    ['points for births by `where` of other records', { ...BASE, measure: 'count', each: 'satisfaction', where: 'exists(delivery)', use: 'score' }, [['use', 0]]],
    ['several at once', { ...SHARE, id: 'No', where: 'nosuch = 1', count: 'place = nosuch', when: 'day +', better: 'more' }, [['better', 0], ['count', 9], ['id', 0], ['when', 6], ['where', 1]]],
    ['two formulas at once', { ...OVER, numerator: 'nosuch', denominator: 'live_births + nosuch' }, [['denominator', 15], ['numerator', 1]]],
    ['a key that is not', { ...COUNT, colour: 'red' }, [['colour', 0]]], ['a target, which is not typed', { ...COUNT, target: '85' }, [['target', 0]]],
    ['a control character', { ...COUNT, source: 'a\u007fb' }, [['source', 0]]],
  ]
  for (const [what, typed, expected] of points) {
    const { status, value, text } = await attempt(me.county, typed)
    is(status, 200, `${what}: answered`)
    if (status !== 200) { holds(false, what, text); continue }
    holds(value.faults.length > 0 && value.faults.every((fault) => fault.says.zh && fault.says.en && ONE_KEYS.concat('colour', 'target').includes(fault.key)), `${what}: faults in both languages`, value.faults)
    holds(value.units.length === 0 && value.trend.length === 0 && !('whole' in value), `${what}: and nothing else`, Object.keys(value))
    if (expected) is(value.faults.map((fault) => [fault.key, fault.character]).sort(), expected, `${what}: by key and character`)
  }
  for (const key of ['id', 'programme', 'measure', 'by', 'better', 'use', 'source', 'each']) {
    const { value } = await attempt(me.county, { ...COUNT, [key]: ' ' })
    holds(value.faults?.length && value.faults.some((fault) => fault.says.en.includes(key)), `without ${key}: it is told`, value.faults)
  }

  // Not what it should be.
  const refused = (what, status, body, who = me.county) => ask(who, 'POST', '/api/formulas/try', body instanceof Object && 'raw' in body ? body : { body }).then((answer) => isError(answer, status, what))
  const whole = (typed) => ({ typed, unit: COUNTY, period: year })
  for (const value of [7, null, true, ['live'], { is: 'live' }, 1e300]) await refused(`${JSON.stringify(value)} for a text`, 400, whole({ ...COUNT, where: value }))
  for (const typed of [undefined, null, 'text', 7, [], ['id', 'x']]) await refused(`${JSON.stringify(typed)} for what is typed`, 400, whole(typed))
  for (const body of ['', '[]', 'null', '{"typed":', '"x"', '{"typed":' + '{"a":'.repeat(5000)]) await refused(`a body of ${body.slice(0, 12)}`, 400, { raw: body })
  await refused('bytes that are no UTF-8', 400, { raw: new Uint8Array([...Buffer.from('{"typed":{"id":"'), 0xff, 0xfe, ...Buffer.from(`"},"unit":"${COUNTY}","period":"${year}"}`)]) })
  await refused('half a character by escape', 400, { raw: `{"typed":{"id":"\\ud800"},"unit":"${COUNTY}","period":"${year}"}` })
  await refused('a text too long', 400, whole({ ...COUNT, where: ' '.repeat(LONGEST) + 'x' }))
  await refused('a Chinese text too long', 400, whole({ ...COUNT, source: '长'.repeat(LONGEST / 3 + 1) }))
  await refused('a key too long', 400, whole({ ...COUNT, ['k'.repeat(41)]: 'x' }))
  await refused('too many keys', 400, whole(Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`k${i}`, 'x']))))
  await refused('a hundred thousand keys', 413, whole(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, 'x']))))
  await refused('no unit', 403, { typed: COUNT, period: year })
  await refused('a number for a unit', 400, { typed: COUNT, unit: 130881000000, period: year })
  await refused('a number for a period', 400, { typed: COUNT, unit: COUNTY, period: 2026 })
  for (const bad of ['2026-13', 'now', '', ' ', '2026"\n']) isError(await attempt(me.county, COUNT, COUNTY, bad), 400, `the period ${JSON.stringify(bad)}`)
  for (const bad of ['1850', '2199', '2022']) isError(await attempt(me.county, COUNT, COUNTY, bad), 404, `the period ${bad}`)
  is((await attempt(me.county, { ...COUNT, source: 'x'.repeat(LONGEST) })).value?.faults, [], 'just short enough')

  // Deep, and long.
  const deep = (n) => '('.repeat(n) + 'outcome = live' + ')'.repeat(n)
  is((await attempt(me.county, { ...COUNT, where: deep(20) })).value?.faults, [], 'twenty brackets are read')
  const deeps = [
    ['where', deep(61)], ['where', deep(1900)], ['where', '('.repeat(LONGEST)], ['where', 'not '.repeat(990) + 'outcome = live'], ['where', '-'.repeat(3000) + '1 = 1'], ['where', 'if('.repeat(1300)], ['where', '['.repeat(LONGEST)],
    ['where', 'exists(delivery where '.repeat(60) + 'outcome = live' + ')'.repeat(60)], ['when', 'months_after('.repeat(200) + 'day' + ', 1)'.repeat(200)],
  ]
  for (const [key, text] of deeps) {
    const { status, value } = await attempt(me.county, { ...COUNT, [key]: text })
    is([status, value?.faults?.map((fault) => fault.key)], [200, [key]], `deep: ${text.slice(0, 30)}…`)
    holds(value?.faults?.every((fault) => fault.character >= 1 && fault.character <= [...text].length + 1), `deep: ${text.slice(0, 30)}… has its place`, value?.faults)
  }
  for (const text of ['('.repeat(1900) + 'live_births' + ')'.repeat(1900), '-'.repeat(3900) + 'live_births', '-('.repeat(1300) + 'live_births' + ')'.repeat(1300)])
    is((await attempt(me.county, { ...OVER, numerator: text })).value?.faults?.map((fault) => fault.key), ['numerator'], `deep: a numerator ${text.slice(0, 20)}…`)
  for (const typed of [{ ...COUNT, where: Array(220).fill('outcome = live').join(' or ') }, { ...COUNT, where: `outcome in [${Array(600).fill('live').join(', ')}]` }, { ...OVER, numerator: Array(280).fill('live_births').join(' + ') }, { ...OVER, numerator: Array(900).fill('1').join(' - ') }]) {
    const { status, value } = await attempt(me.county, typed)
    is(status, 200, 'a long one is answered')
    holds(value?.faults?.length ? value.faults.every((fault) => fault.key) : value?.whole, 'counted, or told where', value?.faults)
  }
  const many = (await attempt(me.county, { ...OVER, denominator: '', numerator: Array(280).fill('live_births').join(' + ') })).value
  is(many.whole?.numerator, String(280 * Number(cells.live_births.numerator)), 'and exact')
  // Beyond all bounds: a fault or a bound, never a number of the other sign.
  const huge = 'women_15_49 * 1000000000 * 1000000000 * 1000000000'
  for (const [what, typed] of [['a product', { ...OVER, denominator: '', numerator: huge }], ['a sum of products', { ...OVER, denominator: '', numerator: `${huge} + ${huge}` }]]) {
    const { value } = await attempt(me.county, typed)
    if (value.faults.length) continue
    const numbers = value.units.map((unit) => BigInt(unit.numerator)), total = BigInt(value.whole.numerator)
    holds(total >= 0n && numbers.every((one) => one >= 0n && one <= total), `${what} of what is not negative, far too large: at least as much as any part of it`, [value.whole, value.units.filter((unit) => BigInt(unit.numerator) > 0n).slice(0, 2)])
  }

  // A text stays a text.
  const plain = (await attempt(me.county, SHARE)).value
  need(plain.faults.length === 0, 'a plain one', plain.faults)
  const evil = ['"\nuse = "never"\n#', '"""\nmeasure = "count"\n"""', "'''", '\\', '\\"', '\\u0022', '" }\nmeasure = "sum"\nx = { y = "', '\r\n[[indicator]]\nid = "evil"\n', '\u0000', '\u0001\u001f\t', '\u2028\u2029', '\ufeff', '中文“引号”\n第二行', '${x} #{y} {{z}} %s', '{}', '{0}', '\u202e', '😀'.repeat(200), '#', '=', '"'.repeat(1000), '\\'.repeat(999)]
  for (const text of evil) {
    for (const key of ['source', 'name_zh', 'name_en']) {
      const { status, value } = await attempt(me.county, { ...SHARE, [key]: `x${text}x` })
      is([status, value?.faults, value?.whole, value?.form], [200, [], plain.whole, plain.form], `${key} with ${JSON.stringify(text.slice(0, 24))} is a text`)
    }
    for (const key of ['id', 'programme', 'measure', 'each', 'where', 'count', 'when', 'by', 'better', 'use', 'per']) {
      const { status, value } = await attempt(me.county, { ...SHARE, [key]: `${SHARE[key] ?? 'x'}${text}x` })
      const others = value?.faults?.filter((fault) => fault.key !== key && !['each', 'measure', 'per', 'programme'].includes(key)) ?? ['?']
      holds(status === 200 && value.faults.length > 0 && others.length === 0, `${key} with ${JSON.stringify(text.slice(0, 24))} is its own fault`, value?.faults)
    }
    const { status, value } = await attempt(me.county, { ...SHARE, measure: 'rate', per_n: `1000${text}` })
    holds(status === 200 && value.faults.length === 1 && value.faults[0].key === 'per_n', `per_n with ${JSON.stringify(text.slice(0, 24))} is its own fault`, value?.faults)
  }

  // Who may.
  for (const role of ['assessor', 'administrator']) isError(await attempt(me[role], COUNT), 403, `${role} tries a formula`)
  for (const role of ['assessor', 'administrator']) isError(await attempt(me[role], {}), 403, `${role} tries nothing`)
  for (const [role, outside] of [['village', [NOWHERE, COUNTY, at.township, elsewhere.code]], ['township', [NOWHERE, COUNTY, elsewhere.code]], ['county', [NOWHERE, '000000000000', '', "' or 1=1", '测'.repeat(60)]]]) {
    const refusals = new Set()
    for (const unit of outside) {
      const answer = await attempt(me[role], COUNT, unit)
      isError(answer, 403, `${role} tries a formula on ${unit}`)
      refusals.add(answer.text)
    }
    is(refusals.size, 1, `${role}: a unit elsewhere sounds like one that is not`)
  }
  isError(await ask(me.county, 'POST', '/api/formulas/try', { body: whole(COUNT), anyu: false }), 403, 'trying without X-Anyu')
  isError(await get(me.county, '/api/formulas/try'), 405, 'trying by GET')
  // Somebody writes while others try.
  const together = await Promise.all(Array.from({ length: 24 }, (_, i) => i % 6 === 0
    ? ask(me.county, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(t.stranger.id), day: today, unit: elsewhere.code, fields: { score: 1 + i % 5 } } })
    : attempt(me.county, i % 2 ? SHARE : OVER)))
  is(together.filter((one, i) => one.status !== (i % 6 === 0 ? 201 : 200)).map((one) => one.text), [], 'trying while somebody writes')
  is(together.filter((one, i) => i % 6 && i % 2).map((one) => one.value.whole), Array(12).fill(plain.whole), 'gives the same')
  is(await t.lastChange(), change + 4, 'and trying writes nothing')
  for (const name of names) holds(!plain.form.zh.includes(name), 'no name in it', name)
}

export async function keptAsTyped(t) {
  const { ask, get, query, is, holds, need, isError, fault, me, at, today, anyu, told, folder, COUNTY, PASSWORD, roles, userOf, logIn, cookieOf, elsewhere } = t
  const [served, cookies, year] = [t.server, { ...me }, today.slice(0, 4)]
  const county = join(folder, 'kept')
  const own = join(county, 'packs/own'), file = join(own, 'indicators/typed.toml')
  const keep = (who, typed, more = {}) => ask(who, 'POST', '/api/formulas', { body: { typed }, ...more })
  const attempt = async (typed, unit = COUNTY, period = year) => (await ask(me.county, 'POST', '/api/formulas/try', { body: { typed, unit, period } })).value
  const enterAll = async () => { for (const role of roles) me[role] = cookieOf(await logIn(userOf[role])) }
  /** Whether the county opens, and what it says where it does not. */
  const opens = (where) => { const ended = anyu(['measure', where, '--csv']); return ended.code === 0 ? 'opens' : told(ended).slice(0, 3) }
  const asText = () => existsSync(file) ? readFileSync(file, 'utf8') : ''
  /** Only what a piece may consist of. */
  const plainLines = () => asText().split('\n').filter((line) => line && !/^# county \d{4}-\d\d-\d\dT[\d:.]+Z$|^\[\[indicator\]\]$|^(id|programme|measure|each|where|count|sum|when|per|numerator|denominator|by|better|use|source) = "([^"\\]|\\.)*"$|^name = \{ zh = "([^"\\]|\\.)*", en = "([^"\\]|\\.)*" \}$|^per_n = \d+$|^shown = (true|false)$/.test(line))
  try {
    need(anyu(['demo', county, '--people', '200', '--seed', '5', '--password', PASSWORD]).code === 0, 'a demo county of its own')
    t.server = await t.start(county)
    await enterAll()

    // Who may, and what is refused.
    for (const role of ['administrator', 'township', 'village', 'assessor']) {
      isError(await keep(me[role], COUNT), 403, `${role} keeps a formula`)
      isError(await keep(me[role], {}), 403, `${role} keeps nothing`)
    }
    isError(await keep(null, COUNT), 401, 'nobody keeps a formula')
    isError(await keep(me.county, COUNT, { anyu: false }), 403, 'keeping without X-Anyu')
    isError(await keep(me.county, undefined), 400, 'keeping what is not typed')
    isError(await keep(me.county, { ...COUNT, source: 7 }), 400, 'keeping a number')
    isError(await keep(me.county, { ...COUNT, source: 'x'.repeat(LONGEST + 1) }), 400, 'keeping what is too long')
    for (const [what, typed, key] of [['a wrong `where`', { ...COUNT, where: 'nosuch = 1' }, 'where'], ['a bad id', { ...COUNT, id: 'My births' }, 'id'], ['points for births', { ...COUNT, use: 'score' }, 'use'], ['no name', { ...COUNT, name_en: '' }, 'name'],
                                     ['an id with a line break', { ...COUNT, id: 'a"\nid = "live_births' }, 'id'], ['a control character', { ...COUNT, source: '\u007f' }, 'source'], ['a key that is not', { ...COUNT, colour: 'red' }, 'colour'], ['a target', { ...COUNT, target: '85' }, 'target']]) {
      const answer = await keep(me.county, typed)
      is([answer.status, answer.value?.faults?.map((one) => one.key)], [200, [key]], `${what} is told`)
      is(existsSync(own), false, `${what}: nothing is kept`)
      rmSync(own, { recursive: true, force: true })
    }
    isError(await keep(me.county, { ...COUNT, id: 'live_births' }), 409, 'an id of the pack')
    const blanks = await keep(me.county, { ...COUNT, id: ' live_births\t' })
    holds(blanks.status === 409 || (blanks.status === 200 && blanks.value.faults[0]?.key === 'id'), 'an id of the pack, in blanks', blanks.text)
    is((await keep(me.county, {})).value?.faults?.length > 3, true, 'nothing at all is told')
    is(existsSync(own), false, 'and nothing is kept')

    // Kept, with odd texts.
    const odd = ['"quoted"', 'back\\slash\\', '中文“名”', 'two\nlines', 'carriage\r\nreturn', 'tab\tbed', '"""', "'''", '# no comment', '\\u0041 \\n', '" }\n[[indicator]]\nid = "evil"', '😀', '{}{0}%s', 'nul\u0000l', '\u2028x']
    const good = odd.map((text, i) => ({ ...SHARE, id: `odd_${i}`, name_zh: `甲${text}乙`, name_en: `a${text}b`, source: `s${text}s`, where: `outcome in [live,\n\tstillbirth]` }))
    good.push({ ...OVER, id: 'own_over', per_n: '1000' }, { ...COUNT, id: 'own_per', measure: 'rate', per: 'women_15_49', per_n: '1000' },
              { ...BASE, id: 'own_sum', measure: 'sum', each: 'supply', sum: 'quantity * 0.25', by: 'provider' }, { ...BASE, id: 'own_mean', measure: 'mean', each: 'satisfaction', sum: 'score' },
              { ...BASE, id: 'own_stock', measure: 'share', each: 'person', where: 'present(at)', count: 'person.sex = female', use: 'never' },
              { ...BASE, id: 'own_partner', measure: 'share', each: 'person', where: 'present(at) and partner is known', count: 'exists(partner.satisfaction in [.., at] where score <= 2)' },
              { ...BASE, id: 'own_unit', measure: 'share', each: 'unit', where: 'unit.level = village', count: 'exists(complaint in [.., at])' },
              { ...BASE, id: 'own_complaints', measure: 'rate', each: 'complaint', per: 'women_15_49', per_n: '1000' }, { ...BASE, id: 'own_visits_per', measure: 'rate', each: 'satisfaction', per: 'conditioned_events', per_n: '1000' },
              { ...OVER, id: 'own_mixed', numerator: 'live_births * 3 + conditioned_events', denominator: 'women_15_49' }, { ...OVER, id: 'own_mixed_other', numerator: 'conditioned_events', denominator: 'live_births' },
              { ...OVER, id: 'own_mixed_below', numerator: 'live_births', denominator: 'conditioned_events' },
              { ...BASE, id: 'own_mother', measure: 'count', each: 'person', where: 'present(at) and mother.birth_day < 1980-01-01' },
              { ...BASE, id: 'own_children', measure: 'count', each: 'person', where: 'present(at) and exists(child.satisfaction)' },
              { ...BASE, id: 'own_when', measure: 'count', each: 'person', where: 'person.sex = female', when: 'months_after(person.birth_day, 360)' })
    const before = new Map()
    for (const typed of good) {
      const tried = {}
      for (const [unit, period] of [[COUNTY, year], [at.township, today.slice(0, 7)]]) tried[`${unit} ${period}`] = await attempt(typed, unit, period)
      need(Object.values(tried).every((one) => one.faults.length === 0), `${typed.id} is right`, tried[`${COUNTY} ${year}`].faults)
      const kept = await keep(me.county, typed)
      is([kept.status, kept.value], [201, { faults: [] }], `${typed.id} is kept`)
      before.set(typed.id, tried)
    }
    is(plainLines(), [], 'the file has a key a line and nothing else')
    is(asText().match(/^\[\[indicator\]\]$/gm)?.length, good.length, 'one piece for each')
    is([...asText().matchAll(/^# (\w+) /gm)].map((one) => one[1]), Array(good.length).fill('county'), 'with who')
    is((await get(me.county, query('/api/indicators', { unit: COUNTY, period: year }))).value.rows.some((row) => row.indicator === 'odd_0'), false, 'counted from the next start')
    is((await t.server.end()).code, 0, 'the server stops')
    is(opens(county), 'opens', 'the county opens with what was kept')
    is(anyu(['verify', county]).code, 0, 'and is whole')

    // Measured from the command line, and on the board.
    for (const id of ['odd_0', 'odd_3', 'own_over', 'own_partner']) {
      const { whole } = before.get(id)[`${COUNTY} ${year}`]
      const lines = anyu(['measure', county, '--indicator', id, '--csv', '--from', `${year}-01`]).out.trim().split('\n').slice(1).map((line) => line.split(',')).filter((line) => line[1] === COUNTY)
      holds(lines.length > 0 && lines.every((line) => line[0] === id), `anyu measure --indicator ${id} --csv prints it`, lines.slice(0, 2))
      if (id.startsWith('odd')) is([lines.reduce((sum, line) => sum + Number(line[3]), 0), lines.reduce((sum, line) => sum + Number(line[4]), 0)], [Number(whole.numerator), whole.denominator], `${id}: its months are what was tried`)
      const shown = anyu(['measure', county, '--indicator', id])
      holds(shown.code === 0 && shown.out.length > 20, `anyu measure --indicator ${id} prints it`, shown)
    }
    t.server = await t.start(county)
    await enterAll()
    const content = (await get(me.county, '/api/content')).value.indicators
    const board = (await get(me.county, query('/api/indicators', { unit: COUNTY, period: year }))).value.rows
    for (const typed of good) {
      const one = content.find((each) => each.id === typed.id)
      is([one?.name, one?.source, one?.measure, one?.use], [{ zh: typed.name_zh, en: typed.name_en }, typed.source, typed.measure, typed.use], `${typed.id} says what was typed`)
      is(board.find((row) => row.indicator === typed.id)?.cell, before.get(typed.id)[`${COUNTY} ${year}`].whole, `${typed.id} is on the board as it was tried`)
      for (const [key, tried] of Object.entries(before.get(typed.id))) {
        const [unit, period] = key.split(' ')
        const cells = (await get(me.county, query(`/api/indicators/${typed.id}/units`, { unit, period }))).value
        is([cells.whole, cells.units], [tried.whole, tried.units], `${typed.id} of ${unit} in ${period} is what was tried`)
      }
      is(one?.form, before.get(typed.id)[`${COUNTY} ${year}`].form, `${typed.id} reads the same`)
    }
    holds(!content.some((one) => one.id === 'evil'), 'and no other came in')

    // What is in the own pack now, and what was not in any.
    isError(await keep(me.county, { ...COUNT, id: 'own_over' }), 409, 'an id kept before the restart')
    isError(await ask(me.county, 'GET', query('/api/indicators/own_over/breakdown', { unit: COUNTY, period: year, by: 'sex' })), 400, 'a formula over others is not taken apart')
    const parts = (await get(me.county, query('/api/indicators/own_stock/breakdown', { unit: COUNTY, period: year, by: 'sex,residency' }))).value.rows
    const stock = before.get('own_stock')[`${COUNTY} ${year}`].whole
    is([parts.reduce((sum, row) => sum + Number(row.numerator), 0), parts.reduce((sum, row) => sum + row.denominator, 0)], [Number(stock.numerator), stock.denominator], 'a stock taken apart is its cell')

    // Through a link: her partner is asked, her cell moves, and moves back.
    const then = (id, change, unit = COUNTY, who = me.county) => get(who, query(`/api/indicators/${id}/then`, { unit, period: year, change })).then((answer) => answer.value)
    const cell = async (id) => (await get(me.county, query(`/api/indicators/${id}/units`, { unit: COUNTY, period: year }))).value.whole
    const linked = []  // whose own word is what their partners' cells wait for
    for (const one of (await get(me.county, query('/api/indicators/own_partner/anchors', { unit: COUNTY, period: year, which: 'not_counted', limit: 500 }))).value.anchors)
      if (!(await get(me.county, `/api/persons/${one.person}`)).value.records.some((record) => record.type === 'satisfaction')) linked.push(one)
    need(linked.length >= 3, 'there are persons with partners', linked.length)
    const was = await cell('own_partner'), overWas = await cell('own_over'), perWas = await cell('own_per')
    const { change: start } = (await get(me.county, query('/api/indicators', { unit: COUNTY, period: year }))).value
    const said = []
    for (const one of linked.slice(0, 3)) {
      const answer = await ask(me.county, 'POST', '/api/records', { body: { type: 'satisfaction', subject: String(one.person), day: today, unit: one.unit, fields: { score: 1 } } })
      need(answer.status === 201, 'a partner says so', answer.text)
      said.push(answer.value)
    }
    const during = await cell('own_partner')
    is([Number(during.numerator) - Number(was.numerator), during.denominator], [3, was.denominator], 'three whose partners said so')
    is((await then('own_partner', start)).then, was, 'as it was before they said so')
    is((await then('own_partner', said[0].change)).now, during, 'as it is now')
    is(Number((await then('own_partner', said[1].change)).then.numerator), Number(was.numerator) + 2, 'as it was when two had')
    is((await then('own_partner', start)).changes.map((one) => [one.change, one.person]), said.map((one) => [one.change, Number(one.subject)]).reverse(), 'the three are named')
    is((await then('own_partner', said[1].change)).changes.map((one) => one.change), [said[2].change], 'then the one')
    const mended = (await ask(me.county, 'PUT', `/api/records/satisfaction/${said[0].id}`, { body: { seen: said[0].change, why: '听错', day: today, fields: { score: 5 } } })).value
    is((await ask(me.county, 'DELETE', query(`/api/records/satisfaction/${said[1].id}`, { seen: said[1].change, why: '听错' }))).status, 204, 'one was wrong, one is gone')
    const late = await then('own_partner', said[2].change)
    is([late.then, Number(late.now.numerator)], [during, Number(was.numerator) + 1], 'then three, now one')
    is(late.changes.map((one) => [one.change, one.kind]), [[mended.change + 1, 'remove'], [mended.change, 'correct']], 'by a correction and a removal')
    is((await then('own_partner', start, COUNTY, me.assessor)).changes.filter((one) => 'person' in one || 'why' in one), [], 'no persons for an assessor')
    const birth = await ask(me.county, 'POST', '/api/records', { body: { type: 'delivery', subject: String(linked.find((one) => one.person)?.person), day: today, unit: linked[0].unit, fields: { outcome: 'live', place: 'hospital' } } })
    if (birth.status === 201) {
      const [over, per] = [await then('own_over', birth.value.change - 1), await then('own_per', birth.value.change - 1)]
      is([over.then, Number(over.now.numerator) - Number(over.then.numerator), over.changes.map((one) => one.change)], [overWas, 1, [birth.value.change]], 'a formula over others as it was')
      is([per.then, Number(per.now.numerator) - Number(per.then.numerator), per.changes.map((one) => one.change)], [perWas, 1, [birth.value.change]], 'one with `per` as it was')
    } else holds(false, 'a delivery is entered', birth.text)

    // What is counted of persons over what is counted of units, and the other way round, while both change.
    const ids = good.filter((one) => one.id.startsWith('own_')).map((one) => one.id)
    const look = async () => ({ change: (await get(me.county, query('/api/indicators', { unit: COUNTY, period: year }))).value.change, cells: Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await cell(id)]))) })
    const looks = [await look()]
    const enter = async (body) => {
      const answer = await ask(me.county, 'POST', '/api/records', { body: { day: today, ...body } })
      need(answer.status === 201, `a ${body.type}`, answer.text)
      looks.push(await look())
      return answer.value
    }
    const compareLooks = async (what, which = ids) => {
      const now = looks[looks.length - 1]
      for (const id of which) {
        const wrong = []
        for (const one of looks) {
          const value = await then(id, one.change)
          if (JSON.stringify(value.then) !== JSON.stringify(one.cells[id])) wrong.push([`at change ${one.change}`, one.cells[id], value.then])
          if (JSON.stringify(value.now) !== JSON.stringify(now.cells[id])) wrong.push(['now', now.cells[id], value.now])
          if (JSON.stringify(value.then) !== JSON.stringify(value.now) && value.changes.length === 0) wrong.push([`since change ${one.change}`, 'moved by no change', value.then, value.now])
        }
        is(wrong.slice(0, 2), [], `${id} as it was, ${what}`)
      }
    }
    await enter({ type: 'complaint', subject: elsewhere.code, unit: elsewhere.code, fields: { channel: 'phone', topic: 'conditioned', status: 'open' } })
    await enter({ type: 'delivery', subject: String(linked[1].person), unit: linked[1].unit, fields: { outcome: 'live', place: 'hospital' } })
    await enter({ type: 'complaint', subject: at.village, unit: at.village, fields: { channel: 'phone', topic: 'conditioned', status: 'open' } })
    await enter({ type: 'satisfaction', subject: String(linked[2].person), unit: linked[2].unit, fields: { score: 5 } })
    for (const id of ['own_complaints', 'own_visits_per', 'own_mixed', 'own_mixed_other', 'own_mixed_below', 'own_unit'])
      holds(JSON.stringify(looks[0].cells[id]) !== JSON.stringify(looks[looks.length - 1].cells[id]), `${id} was moved`, looks[0].cells[id])
    await compareLooks('persons and units')

    // Who is whose partner and mother changes too, by files.
    const files = join(folder, 'kept-files')
    mkdirSync(files)
    const put = (name, text) => { writeFileSync(join(files, name), text); return join(files, name) }
    const map = put('map.toml', LINKS)
    const head = 'pid,village,name,sex,born,mother,partner\n'
    const take = async (lines) => {
      need((await t.server.end()).code === 0, 'the server stops for an import')
      const ended = anyu(['import', county, '--map', map, put('people.csv', head + lines.map((line) => line.replaceAll('V', at.village)).join('\n') + '\n'), put('words.csv', 'id,pid,date,score\n1,b,2026-01-05,1\n2,c,2026-01-06,2\n')])
      need(ended.code === 0 && !/[1-9]\d* rejected/.test(ended.out), 'an import', ended)
      t.server = await t.start(county)
      await enterAll()
      looks.push(await look())
    }
    await take(['m,V,甲母,2,1970-01-01,,', 'a,V,甲,2,1995-01-01,m,b', 'b,V,乙,1,1994-01-01,,a', 'c,V,丙,1,1993-01-01,,', 'd,V,丁,2,1992-01-01,m,'])
    await take(['m,V,甲母,2,1985-01-01,,', 'a,V,甲,2,1995-01-01,m,', 'b,V,乙,1,1994-01-01,,', 'c,V,丙,1,1993-01-01,m,d', 'd,V,丁,2,1992-01-01,,c'])
    await take(['m,V,甲母,2,1970-01-01,,', 'a,V,甲,2,1995-01-01,,c', 'b,V,乙,1,1994-01-01,m,', 'c,V,丙,1,1993-01-01,,a', 'd,V,丁,2,1992-01-01,,'])
    for (const id of ['own_partner', 'own_mother', 'own_children'])
      holds(new Set(looks.slice(-4).map((one) => JSON.stringify(one.cells[id]))).size > 1, `${id} was moved by links`, looks.slice(-4).map((one) => one.cells[id]))
    await compareLooks('links', ['own_partner', 'own_mother', 'own_children', 'own_stock', 'own_when', 'own_mean'])

    // Where nothing can be written, nothing breaks.
    renameSync(own, `${own}-aside`)
    writeFileSync(own, 'no folder')
    isError(await keep(me.county, { ...COUNT, id: 'nowhere' }), 503, 'keeping where nothing can be written')
    rmSync(own)
    renameSync(`${own}-aside`, own)
    is(asText().includes('nowhere'), false, 'keeps nothing')

    // At once: different ones are all kept; of one id, one.
    const together = await Promise.all(Array.from({ length: 12 }, (_, i) => keep(me.county, { ...COUNT, id: `together_${i}` })))
    is(together.map((one) => one.status), Array(12).fill(201), 'twelve at once are kept')
    is(Array.from({ length: 12 }, (_, i) => asText().includes(`id = "together_${i}"`)), Array(12).fill(true), 'all of them')
    const aside = join(folder, 'kept-aside')
    /** In a copy of the county, so that one fault does not hide the next. */
    const tryToBreak = async (what, spoil) => {
      const saved = asText()
      await spoil()
      rmSync(aside, { recursive: true, force: true })
      cpSync(county, aside, { recursive: true })
      is(opens(aside), 'opens', `the county opens after ${what}`)
      if (asText() !== saved) writeFileSync(file, saved)
    }
    await tryToBreak('the same id twice', async () => {
      is((await keep(me.county, { ...COUNT, id: 'twice' })).status, 201, 'an id for the first time')
      isError(await keep(me.county, { ...SHARE, id: 'twice' }), 409, 'an id for the second time, before any restart')
      is(asText().match(/id = "twice"/g)?.length, 1, 'is kept once')
    })
    await tryToBreak('the same id many times at once', async () => {
      const race = await Promise.all(Array.from({ length: 8 }, () => keep(me.county, { ...COUNT, id: 'raced' })))
      is(race.map((one) => one.status).sort(), [201, ...Array(7).fill(409)], 'of eight at once with one id, one is kept')
    })
    await tryToBreak('very many long ones', async () => {
      let refused = 0
      for (let i = 0; i < 75; ++i) {
        const text = '\u0001'.repeat(LONGEST)
        const answer = await keep(me.county, { ...COUNT, id: `long_${i}`, name_zh: text, name_en: text, source: text })
        if (answer.status !== 201) ++refused
      }
      holds(asText().length > 1 << 20 || refused, 'much was kept, or refused', asText().length)
    })
    is(plainLines(), [], 'the file still has a key a line and nothing else')
    is((await t.server.end()).code, 0, 'the server stops')
    is(opens(county), 'opens', 'and the county opens')
  } finally {
    if (t.server !== served) await t.server.end('SIGKILL')
    t.server = served
    Object.assign(me, cookies)
  }
}

// SPDX-License-Identifier: Apache-2.0
