// Made-up answers about formulas, breakdowns and earlier days: enough like the server's to look at the pages.
import { indicators, record_types } from './county.mjs'

const w = (zh, en) => ({ zh, en })
const GRAMMAR = 'and or not in is known unknown between exists count sum least most first last next previous age present or_else if by_code months_after where day at anchor person partner mother child unit sex residency birth_day registered left level female male resident migrant_in migrant_out yes no county township village'
const known = new Set([...GRAMMAR.split(' '), ...indicators.map(({ id }) => id), 'denominator', ...record_types.flatMap((type) => [type.id, ...type.fields.flatMap((field) => [field.id, ...(field.codes ?? []).map(({ id }) => id)])])])
const place = (text, at) => [...text.slice(0, at)].length + 1

/** Words nobody declared, a bracket left open, and what the measure lacks. */
export function faultsOf(typed) {
  const faults = []
  const lacks = (key) => { if (!typed[key]) faults.push({ key: '', character: 0, says: w(`缺少“${key}”`, `'${key}' is needed`) }) }
  if (typed.measure === 'share' || (typed.measure === 'rate' && !typed.per)) lacks('count')
  if (typed.measure === 'sum' || typed.measure === 'mean') lacks('sum')
  if (typed.measure === 'formula') lacks('numerator')
  for (const key of ['where', 'count', 'sum', 'when', 'numerator', 'denominator']) {
    const text = typed[key]
    if (!text) continue
    const say = (at, zh, en) => faults.push({ key, character: at, says: w(`公式“${key}”第${at}个字符：${zh}`, `formula '${key}', character ${at}: ${en}`) })
    const strange = [...text.matchAll(/[\p{L}_…][\p{L}\p{N}_]*/gu)].find(([word]) => !known.has(word))
    if (strange) say(place(text, strange.index), `不认识“${strange[0]}”`, `'${strange[0]}' is not known here`)
    else if (text.split('(').length !== text.split(')').length) say([...text].length + 1, '少一个“)”', "a ')' is missing")
  }
  return faults
}

export const sentence = ({ measure, each, where, count, sum, when }) => w(
  `${{ share: '比例', count: '个数', sum: '合计', mean: '平均', rate: '率', formula: '算式' }[measure]}：逐个数${each ?? '指标'}${where ? `，只算 ${where}` : ''}${count ? `；做到的条件是 ${count}` : ''}${sum ? `；相加 ${sum}` : ''}${when ? `；归到 ${when} 所在的时期` : ''}。`,
  `A ${measure} over each ${each ?? 'of the indicators'}${where ? ` where ${where}` : ''}${count ? `, reached when ${count}` : ''}${sum ? `, adding up ${sum}` : ''}${when ? `, in the period of ${when}` : ''}.`)

const GROUPS = {
  sex: [null, w('女', 'Female'), w('男', 'Male')],
  residency: [null, w('常住', 'Resident'), w('流入', 'Migrant in')],
  age: [null, ...[20, 25, 30, 35].map((age) => w(`${age}–${age + 4}岁`, `${age} to ${age + 4}`))],
  provider: [w('青河县妇幼保健计划生育服务中心', 'Qinghe County Maternal, Child and Family-planning Centre'), w('白塘镇', 'Baitang Town')],
}
const groupsOf = (by) => GROUPS[by] ?? (() => {
  const field = record_types.flatMap(({ fields }) => fields).find(({ id }) => id === by)
  return field?.codes ? [null, ...field.codes.map(({ name }) => name)] : [null, w('否', 'No'), w('是', 'Yes')]
})()

/** The cell shared out over the groups, the first of them small. */
export function broken(by, cell, { measure }) {
  const keys = by.map(groupsOf).reduce((rows, groups) => rows.flatMap((row) => groups.map((group) => [...row, group])), [[]])
  const d = cell.denominator ?? Number(cell.numerator)
  return keys.map((names, place) => {
    const own = names.includes(null) ? 3 : Math.round(d / keys.length) + place
    const n = Math.min(own - 1, Math.round(own * (0.7 + place / 40)))
    if (measure === 'count' || measure === 'sum') return { keys: names, numerator: String(own), denominator: null, unknown: 0, value: String(own) }
    const value = (x) => ((x / own) * 100).toFixed(6)
    return { keys: names, numerator: String(n), denominator: own, unknown: place % 3 === 0 ? 1 : 0, value: value(n), ...(place % 3 === 0 ? { low: value(n), high: value(n + 1) } : {}) }
  })
}

export function then(now, on, people, still) {
  if (still || now.value === undefined) return { change: 870, then: now, now, changes: [], more: false }
  const n = Math.max(0, Number(now.numerator) - 5)
  const before = { ...now, numerator: String(n), ...(now.denominator ? { denominator: now.denominator - 1, value: ((n / (now.denominator - 1)) * 100).toFixed(6) } : { value: String(n) }) }
  delete before.low
  delete before.high
  const at = (days) => new Date(Date.parse(on) + days * 864e5 + 3.3e7).toISOString()
  const one = (place, days, kind, more) => ({ change: 880 + days, at: at(days), by: place % 2 ? '李秀兰' : '周敏', kind, person: people[place % people.length]?.id, unit: people[place % people.length]?.unit, ...more })
  return {
    change: 870, then: before, now, more: true, changes: [
      one(0, 19, 'correct', { type: 'postnatal_visit', day: '2026-05-02', why: '日期抄错，核对家访登记本' }),
      one(1, 12, 'add', { type: 'postnatal_visit', day: '2026-05-09' }),
      one(2, 9, 'remove', { type: 'delivery', day: '2026-04-20', why: '同一次分娩录了两遍' }),
      one(3, 4, 'person', { why: '迁入，改住址' }),
    ],
  }
}

// SPDX-License-Identifier: Apache-2.0
