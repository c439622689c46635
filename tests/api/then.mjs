// A cell as it was known: /api/indicators/{id}/then.
import { ofEveryKind, byOf } from './apart.mjs'

const shape = (list) => list.map((one) => [one.change, one.kind, one.type ?? null])

export async function asItWasKnown(t) {
  const { ask, get, query, is, holds, need, isError, me, at, today, daysBefore, names, COUNTY, NOWHERE, elsewhere, pack, lastChange } = t
  const content = (await get(me.county, '/api/content')).value
  const useOf = new Map(content.indicators.map((one) => [one.id, one.use]))
  const back = (who, id, parameters) => get(who, query(`/api/indicators/${id}/then`, parameters))
  const born = daysBefore(today, 70)
  const visit = daysBefore(born, -3), first = daysBefore(born, -7).slice(0, 7), year = today.slice(0, 4)

  // Every board before each change, and after the last.
  const places = []
  for (const unit of [COUNTY, at.township, at.village, elsewhere.code]) for (const period of new Set([first, today.slice(0, 7), year])) places.push([unit, period])
  const boards = []
  const look = async (what) => {
    const board = { what, change: await lastChange(), cells: new Map() }
    for (const [unit, period] of places) {
      const { rows, change } = (await get(me.county, query('/api/indicators', { unit, period }))).value
      need(change === board.change, 'nobody else writes', [change, board.change])
      for (const row of rows) board.cells.set(`${row.indicator} ${unit} ${period}`, row.cell)
    }
    boards.push(board)
    return board.change
  }
  const must = async (what, status, answer) => {
    const got = await answer
    need(got.status === status, what, got.text)
    return got.value
  }
  const enter = (who, body) => must(`entering a ${body.type}`, 201, ask(me[who], 'POST', '/api/records', { body }))
  const correct = (who, record, body) => must(`correcting a ${record.type}`, 200, ask(me[who], 'PUT', `/api/records/${record.type}/${record.id}`, { body: { seen: record.change, why: '写错了', ...body } }))
  const remove = (who, record) => must(`removing a ${record.type}`, 204, ask(me[who], 'DELETE', query(`/api/records/${record.type}/${record.id}`, { seen: record.change, why: '记错了人' })))

  const start = await look('at the beginning')
  const NAME = '旧时月英'
  names.add(NAME)
  const her = await must('registering', 201, ask(me.village, 'POST', '/api/persons', { body: { name: NAME, sex: 'female', unit: at.village, birth_day: '1997-03-02', residency: 'resident' } }))
  const subject = String(her.id)
  const registered = await look('she is registered')
  const delivery = await enter('township', { type: 'delivery', subject, day: born, fields: { outcome: 'live', place: 'hospital' } })
  const delivered = await look('a delivery')
  const seen = await enter('village', { type: 'postnatal_visit', subject, day: visit, fields: { place: 'home', counselled: true } })
  const visited = await look('a visit')
  const called = await correct('village', seen, { day: visit, fields: { place: 'phone' } })
  const phoned = await look('it was a call')
  await remove('village', called)
  const removed = await look('it was nothing')
  const again = await enter('village', { type: 'postnatal_visit', subject, day: visit, fields: { place: 'home', counselled: true } })
  const revisited = await look('a visit after all')
  const talk = await enter('township', { type: 'counselling', subject, day: today, fields: { methods_discussed: 4, side_effects_told: true, what_to_do_told: true, may_switch_told: true } })
  await look('counselling')
  const method = await enter('township', { type: 'method_start', subject, day: today, fields: { method: 'pill', eligibility_checked: true } })
  await look('a method')
  const moved = await correct('township', delivery, { day: daysBefore(born, 40), fields: { outcome: 'live', place: 'hospital' } })
  await look('the delivery was earlier')
  await correct('township', moved, { day: born, fields: { outcome: 'live', place: 'hospital' } })
  await look('and was not')
  const untalked = await correct('township', talk, { day: daysBefore(today, 400), fields: { methods_discussed: 4, side_effects_told: true, what_to_do_told: true, may_switch_told: true } })
  await look('the counselling was in another year')
  await remove('township', untalked)
  await look('or never')
  const stock = await enter('county', { type: 'complaint', subject: elsewhere.code, day: today, unit: elsewhere.code, fields: { channel: 'phone', topic: 'pressure', status: 'open' } })
  await look('a complaint about a unit')
  await remove('county', stock)
  const far = await enter('county', { type: 'satisfaction', subject: String(t.stranger.id), day: today, unit: elsewhere.code, fields: { score: 2 } })
  const last = await look('and at the end')
  const now = boards[boards.length - 1]

  // All that moved, and some that did not, at every earlier moment.
  const by = byOf(pack)
  const still = new Set(ofEveryKind(content.indicators, by, 1).map((one) => one.id))
  let compared = 0
  const movedOnce = new Set()
  for (const key of now.cells.keys())
    if (boards.some((board) => JSON.stringify(board.cells.get(key)) !== JSON.stringify(now.cells.get(key)))) movedOnce.add(key)
  for (const id of ['visited_in_first_week', 'women_15_49', 'using_a_method', 'counselling_per_1000_women', 'methods_started', 'live_births', 'satisfaction_mean'])
    holds([...movedOnce].some((key) => key.startsWith(`${id} `)), `${id} was moved`, [...movedOnce].slice(0, 20))
  for (const board of boards) {
    const wrong = []
    for (const key of now.cells.keys()) {
      const [id, unit, period] = key.split(' ')
      if (!movedOnce.has(key) && !(still.has(id) && period === year)) continue
      const { status, value } = await back(me.county, id, { unit, period, change: board.change })
      ++compared
      if (status !== 200) { wrong.push([key, status, value]); continue }
      if (value.change !== board.change || JSON.stringify(value.then) !== JSON.stringify(board.cells.get(key))) wrong.push([key, board.cells.get(key), value.then])
      if (JSON.stringify(value.now) !== JSON.stringify(now.cells.get(key))) wrong.push([key, 'now', now.cells.get(key), value.now])
      if (JSON.stringify(value.then) !== JSON.stringify(value.now) && value.changes.length === 0) wrong.push([key, 'moved by no change', value])
      if (value.changes.some((one, i) => one.change <= board.change || (i > 0 && one.change >= value.changes[i - 1].change))) wrong.push([key, 'the order of changes', shape(value.changes)])
      if (!movedOnce.has(key) && board.change === last && value.changes.length) wrong.push([key, 'changes after the last', shape(value.changes)])
      for (const one of value.changes)
        if (useOf.get(id) === 'never' && 'person' in one) wrong.push([key, 'a person behind a choice', one])
    }
    is(wrong.slice(0, 3), [], `${board.what} (change ${board.change}): every cell then is the cell that was read then`)
  }
  holds(compared > 1000, 'many cells were compared', compared)

  // The list names exactly what is behind it.
  const list = async (id, period, change, who = me.county, unit = COUNTY) => (await back(who, id, { unit, period, change })).value
  const WEEK = 'visited_in_first_week'
  const history = (from) => [[again.change, 'add', 'postnatal_visit'], [removed, 'remove', 'postnatal_visit'], [called.change, 'correct', 'postnatal_visit'], [seen.change, 'add', 'postnatal_visit'], [delivery.change, 'add', 'delivery'], [registered, 'person', null]].filter(([change]) => change > from)
  const mended = shape((await list(WEEK, first, start)).changes).filter(([change, , type]) => change > revisited && type === 'delivery')
  is(mended.length, 2, 'two corrections of the delivery')
  for (const [from, what] of [[start, 'before she was registered'], [registered, 'before the delivery'], [delivered, 'before the visit'], [phoned, 'when it was a call'], [removed, 'when it was nothing']])
    is(shape((await list(WEEK, first, from)).changes), [...mended, ...history(from)], `${what}: all that happened to her since`)
  is(shape((await list(WEEK, first, visited)).changes), [], 'where she counts as she did then, nothing is behind it')
  is(shape((await list(WEEK, first, start, me.county, elsewhere.code)).changes), [], 'nor for another village')
  is(shape((await list('satisfaction_mean', year, last - 1)).changes), [[last, 'add', 'satisfaction']], 'one change, one line')
  const line = (await list(WEEK, first, delivered)).changes.find((one) => one.change === called.change)
  is({ ...line, at: 0 }, { change: called.change, at: 0, by: 'village', kind: 'correct', type: 'postnatal_visit', day: visit, person: her.id, unit: at.village, why: '写错了' }, 'a line says who, what, when, where, whom and why')
  holds(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(line?.at), 'at a moment', line)
  is((await list(WEEK, first, delivered)).changes.find((one) => one.kind === 'remove')?.day, undefined, 'a removal has no day')
  is((await list('satisfaction_mean', year, last - 1)).changes[0]?.unit, elsewhere.code, 'in the unit where it was')
  for (const id of ['women_15_49', 'using_a_method', 'methods_started', 'live_births']) {
    const period = id === 'live_births' ? born.slice(0, 7) : today.slice(0, 7)
    const { changes } = await list(id, period, start)
    holds(changes.length > 0 && changes.every((one) => !('person' in one) && one.unit === at.village), `${id}: changes without persons, also for the county`, changes.slice(0, 3))
  }
  for (const role of ['assessor', 'administrator']) {
    const theirs = await list(WEEK, first, start, me[role]), ours = await list(WEEK, first, start)
    is(theirs.changes, ours.changes.map(({ change, at, by, kind }) => ({ change, at, by, kind })), `${role}: the same changes, but not of whom, where, what or why`)
    is([theirs.then, theirs.now], [ours.then, ours.now], `${role}: the same cells`)
  }
  is((await list(WEEK, first, start, me.village, at.village)).changes, (await list(WEEK, first, start, me.county, at.village)).changes, 'the village sees its own')
  holds(![...(await back(me.county, WEEK, { unit: COUNTY, period: first, change: 0 })).text.matchAll(new RegExp(NAME, 'g'))].length, 'no name in any of it')

  // Nothing, and everything.
  const nothing = [], whole = []
  for (const one of content.indicators) {
    const { value } = still.has(one.id) ? await back(me.county, one.id, { unit: COUNTY, period: year, change: 0 }) : {}  // slow: everything is undone
    if (still.has(one.id) && (value?.change !== 0 || value.then.numerator !== '0' || (value.then.denominator ?? 0) !== 0 || value.then.unknown !== 0 || (value.then.denominator === 0) !== (value.then.missing === 'undefined'))) nothing.push([one.id, value?.then])
    if (value && JSON.stringify(value.then) !== JSON.stringify(value.now) && value.changes.length === 0) nothing.push([one.id, 'moved by nothing', value.now])
    if (value?.changes.length > 200 || (value?.more && value.changes.length !== 200)) nothing.push([one.id, 'more than 200', value.changes.length])
    const end = (await back(me.county, one.id, { unit: COUNTY, period: year, change: last })).value
    if (JSON.stringify(end?.then) !== JSON.stringify(end?.now) || end.changes.length || end.more !== false || end.change !== last) whole.push([one.id, end])
    const board = now.cells.get(`${one.id} ${COUNTY} ${year}`)
    if (board && JSON.stringify(board) !== JSON.stringify(end?.now)) whole.push([one.id, board, end?.now])
  }
  is(nothing.slice(0, 3), [], 'before the first change every cell is empty')
  is(whole.slice(0, 3), [], 'at the last change then is now, and no change since')

  // By day: the last change of it.
  is((await back(me.county, WEEK, { unit: COUNTY, period: first, on: today })).value, (await list(WEEK, first, last)), 'as known at the end of today is as known now')
  is((await back(me.county, WEEK, { unit: COUNTY, period: first, on: '2000-01-01' })).value, (await list(WEEK, first, 0)), 'long ago nothing was known')
  const before = (await back(me.county, WEEK, { unit: COUNTY, period: first, on: daysBefore(today, 1) })).value
  is(before, await list(WEEK, first, before.change), 'a day is its last change')
  holds(before.change <= start, 'yesterday is before today', before.change)

  // Refusals.
  const good = { unit: COUNTY, period: first }
  isError(await back(me.county, WEEK, good), 400, 'neither a day nor a change')
  isError(await back(me.county, WEEK, { ...good, on: today, change: last }), 400, 'a day and a change')
  for (const change of [last + 1, 9007199254740991, '9223372036854775807', -1]) isError(await back(me.county, WEEK, { ...good, change }), 404, `change ${change}`)
  for (const change of ['x', '1.5', '1e3', '99999999999999999999', ' 1', "1' or '1", '１'])
    isError(await back(me.county, WEEK, { ...good, change }), 400, `change ${change}`)
  isError(await get(me.county, `/api/indicators/${WEEK}/then?unit=${COUNTY}&period=${first}&change=`), 400, 'an empty change')
  isError(await get(me.county, `/api/indicators/${WEEK}/then?unit=${COUNTY}&period=${first}&on=`), 400, 'an empty day')
  for (const on of ['2026-02-30', '2026-1-1', '1/2/2026', 'today', '2026', '2026-01-01T00:00:00Z', '测'.repeat(60)]) isError(await back(me.county, WEEK, { ...good, on }), 400, `the day ${on}`)
  for (const on of [daysBefore(today, -1), '2199-12-31', '9999-12-31']) isError(await back(me.county, WEEK, { ...good, on }), 400, `the day to come ${on}`)
  for (const period of ['2026-13', 'now', '26']) isError(await back(me.county, WEEK, { unit: COUNTY, period, change: 1 }), 400, `the period ${period}`)
  isError(await back(me.county, WEEK, { unit: COUNTY, change: 1 }), 400, 'no period')
  isError(await back(me.county, WEEK, { period: first, change: 1 }), 400, 'no unit')
  for (const period of ['1850', '2199']) isError(await back(me.county, WEEK, { unit: COUNTY, period, change: last }), 404, `${period}, when nothing is measured (as everywhere else)`)
  for (const id of ['no_such', 'a' + '测'.repeat(60), "x' or '1'='1"]) isError(await back(me.county, encodeURIComponent(id), { ...good, change: 1 }), 404, `what is not: ${id.slice(0, 12)}`)
  for (const [role, outside] of [['village', [NOWHERE, COUNTY, at.township, elsewhere.code]], ['township', [NOWHERE, COUNTY, elsewhere.code]], ['county', [NOWHERE]], ['assessor', [NOWHERE]]]) {
    const refusals = new Set()
    for (const unit of outside) {
      const answer = await back(me[role], WEEK, { unit, period: first, change: 0 })
      isError(answer, 403, `${role} looks back at ${unit}`)
      refusals.add(answer.text)
    }
    is(refusals.size, 1, `${role}: a unit elsewhere sounds like one that is not`)
  }
  is(await lastChange(), last, 'looking back writes nothing')
  return { far, method, delivery }
}

// SPDX-License-Identifier: Apache-2.0
