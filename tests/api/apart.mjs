// A cell taken apart: /api/indicators/{id}/breakdown.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A decimal of at most six places, exactly. */
export const exact = (text) => {
  const [, sign, whole, places = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text)
  return BigInt(`${sign}${whole}${places.padEnd(6, '0')}`)
}

/** What the pack says of who an anchor belongs to: the content does not tell it. */
export function byOf(pack) {
  const found = new Map()
  for (const file of readdirSync(join(pack, 'indicators'))) {
    let id
    for (const line of readFileSync(join(pack, 'indicators', file), 'utf8').split('\n')) {
      id = /^id\s*=\s*"(\w+)"/.exec(line)?.[1] ?? id
      const by = /^by\s*=\s*"(\w+)"/.exec(line)?.[1]
      if (by) found.set(id, by)
    }
  }
  return found
}

/** Some indicators of every measure, anchor, use and unit they belong to. */
export function ofEveryKind(indicators, by, each) {
  const kinds = new Map()
  for (const one of indicators) {
    const anchor = ['person', 'unit'].includes(one.formula.each) ? one.formula.each : 'record'
    const kind = [one.measure, anchor, one.stock, Boolean(one.formula.when), Boolean(one.formula.per), one.use, by.get(one.id)].join(' ')
    kinds.set(kind, [...(kinds.get(kind) ?? []), one])
  }
  return [...kinds.values()].flatMap((of) => of.slice(0, each))
}

export async function takenApart(t) {
  const { get, query, is, holds, need, isError, me, at, today, COUNTY, NOWHERE, elsewhere, pack } = t
  const content = (await get(me.county, '/api/content')).value
  const typeOf = new Map(content.record_types.map((type) => [type.id, type]))
  const by = byOf(pack)
  const some = ofEveryKind(content.indicators, by, 3)
  const year = today.slice(0, 4), month = today.slice(0, 7)
  const apart = (who, id, unit, period, dimensions) => get(who, query(`/api/indicators/${id}/breakdown`, { unit, period, by: dimensions }))
  const fieldsOf = (one) => (typeOf.get(one.formula.each)?.fields ?? []).filter((field) => ['code', 'yes_no'].includes(field.type)).map((field) => field.id)
  const countsPeople = (one) => one.formula.each === 'person' || typeOf.get(one.formula.each)?.subject === 'person'

  // The rows are the cell.
  for (const measure of ['share', 'count', 'sum', 'mean', 'rate']) holds(some.some((one) => one.measure === measure), `there is a ${measure} to take apart`)
  for (const anchor of ['person', 'unit']) holds(some.some((one) => one.formula.each === anchor), `there is one about each ${anchor} to take apart`)
  holds(some.some((one) => one.formula.per), 'there is one with `per` to take apart')
  holds(some.some((one) => by.get(one.id) === 'provider'), 'there is one by provider to take apart')
  let told = 0
  for (const one of some) {
    const fields = fieldsOf(one)
    const ways = ['sex', 'residency', 'age', 'provider', ...fields, 'sex,age', 'age,sex', 'residency,provider,age', 'sex,sex']
    if (fields.length) ways.push(`${fields[0]},age`, [...fields, 'residency'].slice(0, 3).join(','), `provider,${fields[fields.length - 1]},sex`)
    for (const [unit, period] of [[COUNTY, year], [COUNTY, month], [at.township, `${year}Q1`], [at.township, String(year - 1)], [at.village, year], [elsewhere.code, `${year - 1}Oct`], [COUNTY, '2023']]) {
      const { whole } = (await get(me.county, query(`/api/indicators/${one.id}/units`, { unit, period }))).value
      const wrong = []
      for (const way of ways) {
        const { status, value } = await apart(me.county, one.id, unit, period, way)
        need(status === 200, `${one.id} of ${unit} in ${period} by ${way}`, value)
        const sum = (key, of) => value.rows.reduce((total, row) => total + of(row[key]), of === exact ? 0n : 0)
        const got = [sum('numerator', exact), one.formula.per || whole.denominator === null ? null : sum('denominator', Number), sum('unknown', Number)]
        const expected = [exact(whole.numerator), one.formula.per || whole.denominator === null ? null : whole.denominator, whole.unknown]
        if (String(got) !== String(expected)) wrong.push([way, expected, got])
        if (value.rows.some((row) => row.keys.length !== way.split(',').length || row.keys.some((key) => key !== null && !(key.zh && key.en)))) wrong.push([way, 'keys', value.rows[0]])
        if (whole.denominator === null && value.rows.some((row) => row.denominator !== null)) wrong.push([way, 'no denominator', value.rows[0]])
        told += value.rows.length
      }
      is(wrong.slice(0, 3), [], `${one.id} of ${unit} in ${period}: the rows are the cell, by ${ways.length} ways`)
    }
  }
  holds(told > 5000, 'and there were rows', told)

  // Known against another way of counting: by sex and age, the women of 15 to 49.
  const women = (await apart(me.county, 'women_15_49', COUNTY, month, 'sex,age')).value.rows
  is([...new Set(women.map((row) => row.keys[0].en))], ['Female'], 'women of 15 to 49 are women')
  holds(women.every((row) => /^(15|20|25|30|35|40|45) to \d\d$/.test(row.keys[1].en)), 'of 15 to 49', women.map((row) => row.keys[1]))
  // Two villages of one name are two villages.
  const stocks = content.indicators.filter((one) => one.stock && countsPeople(one))
  const rows = (await apart(me.county, stocks[0].id, COUNTY, month, 'provider')).value.rows.map((row) => JSON.stringify(row.keys))
  is(rows.length - new Set(rows).size, 0, 'no two rows by provider are called the same (villages of one name in two townships)')
  // Where the denominator is another indicator's, a row has none of its own.
  const per = some.find((one) => one.formula.per)
  for (const row of (await apart(me.county, per.id, COUNTY, year, 'residency')).value.rows.slice(0, 1))
    is([row.denominator, row.missing ?? null], [null, null], `${per.id}: a row has a number and claims no denominator of 0`)

  // Refusals.
  const share = some.find((one) => one.measure === 'share' && fieldsOf(one).length && countsPeople(one))
  const text = typeOf.get(share.formula.each).fields.find((field) => !['code', 'yes_no'].includes(field.type))?.id
  for (const bad of ['colour', 'Sex', 'sex ', ' ', ',', 'sex,', ',sex', 'sex,,age', 'sex;age', 'day', 'person.sex', 'name', 'birth_day', 'unit', 'x'.repeat(2000), '测'.repeat(60), "sex' or 1=1", '<script>', ...(text ? [text] : [])]) {
    const error = isError(await apart(me.county, share.id, COUNTY, year, bad), 400, `taking apart by “${bad.slice(0, 30)}”`)
    holds(error && error.zh.length < 400 && error.en.length < 400, 'in short words', error)
  }
  isError(await apart(me.county, share.id, COUNTY, year, ''), 400, 'taking apart by nothing')
  isError(await get(me.county, query(`/api/indicators/${share.id}/breakdown`, { unit: COUNTY, period: year })), 400, 'taking apart without `by`')
  isError(await get(me.county, query(`/api/indicators/${share.id}/breakdown`, { period: year, by: 'sex' })), 400, 'taking apart without a unit')
  isError(await get(me.county, query(`/api/indicators/${share.id}/breakdown`, { unit: COUNTY, by: 'sex' })), 400, 'taking apart without a period')
  isError(await apart(me.county, share.id, COUNTY, year, 'sex,residency,age,provider'), 400, 'taking apart by four')
  isError(await apart(me.county, share.id, COUNTY, year, 'sex,sex,sex,sex'), 400, 'taking apart four times by one')
  isError(await apart(me.county, share.id, COUNTY, year, Array(500).fill('sex').join(',')), 400, 'taking apart by five hundred')
  isError(await apart(me.county, 'women_15_49', COUNTY, year, fieldsOf(share)[0]), 400, 'taking persons apart by a field of records')
  isError(await apart(me.county, 'no_such', COUNTY, year, 'sex'), 404, 'taking apart what is not')
  isError(await apart(me.county, 'a' + '测'.repeat(60), COUNTY, year, 'sex'), 404, 'taking apart what is not, by a long name')
  for (const bad of ['1850', '2199', '2022']) isError(await apart(me.county, share.id, COUNTY, bad, 'sex'), 404, `taking ${bad} apart`)
  for (const bad of ['2026-13', 'now', '2026;']) isError(await apart(me.county, share.id, COUNTY, bad, 'sex'), 400, `taking ${bad} apart`)
  for (const [role, outside] of [['village', [NOWHERE, COUNTY, at.township, elsewhere.code]], ['township', [NOWHERE, COUNTY, elsewhere.code]], ['county', [NOWHERE, '000000000000']]]) {
    const refusals = new Set()
    for (const unit of outside) {
      const answer = await apart(me[role], share.id, unit, year, 'age')
      isError(answer, 403, `${role} takes ${unit} apart`)
      refusals.add(answer.text)
    }
    is(refusals.size, 1, `${role}: a unit elsewhere sounds like one that is not`)
  }
  is((await apart(me.village, share.id, at.village, year, 'age')).value, (await apart(me.county, share.id, at.village, year, 'age')).value, 'the village and the county read the same')

  // Persons are taken apart only for those who see people; units for all who see figures.
  const people = some.filter(countsPeople)
  for (const role of ['assessor', 'administrator']) {
    for (const one of people.slice(0, 6)) isError(await apart(me[role], one.id, COUNTY, year, 'age'), 403, `${role} takes persons apart: ${one.id}`)
    for (const one of some.filter((each) => !countsPeople(each)).slice(0, 3)) {
      const theirs = await apart(me[role], one.id, COUNTY, year, 'provider')
      is(theirs.value, (await apart(me.county, one.id, COUNTY, year, 'provider')).value, `${role} takes units apart as the county does: ${one.id}`)
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
