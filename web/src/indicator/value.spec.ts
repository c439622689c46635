import { describe, expect, it } from 'vitest'
import type { Cell, Indicator } from '@/api/shapes'
import { compared, movement, valueText } from './value'

const share = { id: 'a', measure: 'share', better: 'higher', use: 'score' } as Indicator
const cell = (value?: string): Cell => ({ numerator: '0', denominator: 0, unknown: 0, ...(value === undefined ? { missing: 'undefined' } : { value }) })

describe('value', () => {
  it('writes shares, rates and counts', () => {
    expect(valueText(share, '83.25')).toBe('83.3%')
    expect(valueText({ measure: 'rate', per_n: 1000 }, '12.44')).toBe('12.4‰')
    expect(valueText({ measure: 'count' }, '1204')).toBe('1,204')
    expect(valueText({ measure: 'formula', per_n: 100 }, '62.50')).toBe('62.5%')
    expect(valueText({ measure: 'formula', per_n: 1 }, '340')).toBe('340')
  })

  it('judges a movement only where points may be given', () => {
    expect(movement(share, cell('84'), cell('80'))).toEqual({ text: '+4.0', judgement: 'good' })
    expect(movement({ ...share, use: 'never' }, cell('84'), cell('80'))).toEqual({ text: '+4.0', judgement: 'plain' })
    expect(movement(share, cell('84'), cell())).toBeNull()
    expect(movement(share, cell('80.01'), cell('80'))).toEqual({ text: '±0', judgement: 'plain' })
  })

  it('never ranks what people choose', () => {
    const rows = [{ ...cell('10'), unit: 'x' }, { ...cell(), unit: 'y' }, { ...cell('90'), unit: 'z' }]
    expect(compared(share, rows).map(({ unit }) => unit)).toEqual(['z', 'x', 'y'])
    expect(compared({ ...share, better: 'lower' }, rows).map(({ unit }) => unit)).toEqual(['x', 'z', 'y'])
    expect(compared({ ...share, use: 'monitor' }, rows).map(({ unit }) => unit)).toEqual(['x', 'y', 'z'])
  })
})

// SPDX-License-Identifier: Apache-2.0
