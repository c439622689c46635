import { expect, it } from 'vitest'
import type { BrokenRow, Indicator, RecordType } from '@/api/shapes'
import { dimensionsOf, knownFirst } from './takeApart'

const type = { id: 'delivery', subject: 'person', fields: [{ id: 'place', type: 'code' }, { id: 'weeks', type: 'whole' }, { id: 'defect', type: 'yes_no' }] } as unknown as RecordType
const of = (each: string, measure = 'share') => ({ measure, formula: { each } }) as unknown as Indicator
const ids = (...asked: Parameters<typeof dimensionsOf>) => dimensionsOf(...asked).map(({ id }) => id)

it('offers what the anchors have', () => {
  expect(ids(of('delivery'), type)).toEqual(['sex', 'residency', 'age', 'provider', 'place', 'defect'])
  expect(ids(of('person'), undefined)).toEqual(['sex', 'residency', 'age'])
  expect(ids(of('unit'), undefined)).toEqual([])
  expect(ids(of('training'), { ...type, subject: 'unit' } as RecordType)).toEqual(['provider', 'place', 'defect'])
  expect(ids(of('delivery', 'formula'), type)).toEqual([])
})

it('puts what is not known last', () => {
  const row = (...names: (string | null)[]) => ({ keys: names.map((name) => (name === null ? null : { zh: name, en: name })) }) as BrokenRow
  const rows = [row(null, 'b'), row('a', null), row('a', 'b'), row(null, null), row('c', 'b')]
  expect(knownFirst(rows).map(({ keys }) => keys.map((key) => key?.en ?? '?').join(''))).toEqual(['ab', 'cb', 'a?', '?b', '??'])
})

// SPDX-License-Identifier: Apache-2.0
