import { describe, expect, it } from 'vitest'
import { asIndicator, fresh, keysOf, lacking, narrow, sent } from './typed'

describe('typed', () => {
  it('asks for what the measure needs', () => {
    expect(keysOf({ ...fresh('delivery') })).toEqual(['each', 'where', 'count', 'when', 'by'])
    expect(keysOf({ ...fresh('supply'), measure: 'sum' })).toEqual(['each', 'where', 'sum', 'when', 'by'])
    expect(keysOf({ ...fresh('counselling'), measure: 'rate', per: 'women' })).toEqual(['each', 'where', 'per', 'per_n', 'when', 'by'])
    expect(keysOf({ ...fresh('unit'), measure: 'count' })).toEqual(['each', 'where'])
    expect(keysOf({ measure: 'formula' })).toEqual(['numerator', 'denominator', 'per_n'])
  })

  it('knows what is still lacking', () => {
    expect(lacking({ ...fresh('delivery'), where: 'outcome = live' })).toBe('count')
    expect(lacking({ ...fresh('delivery'), measure: 'count' })).toBeUndefined()
    expect(lacking({ ...fresh('counselling'), measure: 'rate', per: 'women', per_n: '' })).toBe('per_n')
    expect(lacking({ measure: 'formula', numerator: ' ' })).toBe('numerator')
  })

  it('sends nothing that was typed for another measure', () => {
    const typed = { ...fresh('delivery'), count: 'yes', sum: 'weeks', per: 'women' }
    expect(sent(typed, 'maternal')).toMatchObject({ measure: 'share', each: 'delivery', count: 'yes', by: 'residence', programme: 'maternal', use: 'monitor' })
    expect(sent(typed, 'maternal')).not.toHaveProperty('sum')
    expect(sent(typed, 'maternal')).not.toHaveProperty('per')
    expect(sent({ ...fresh('person'), by: 'provider', measure: 'count' }, 'x').by).toBe('residence')
    expect(sent(typed, 'maternal', { id: 'mine', name_en: 'Mine' })).toMatchObject({ id: 'mine', name_en: 'Mine' })
  })

  it('reads the signs of a Chinese keyboard, one for one', () => {
    expect(narrow('exists（postnatal_visit　in【day，day＋42】）')).toBe('exists(postnatal_visit in[day,day+42])')
    expect([...narrow('（，）')]).toHaveLength(3)
  })

  it('shows as many places as were counted', () => {
    const places = (numerator: string) => asIndicator({ measure: 'sum' }, { faults: [], units: [], trend: [], whole: { numerator, denominator: null, unknown: 0 } }).decimals
    expect([places('120'), places('1.50'), places('3.000')]).toEqual([0, 1, 0])
  })
})

// SPDX-License-Identifier: Apache-2.0
