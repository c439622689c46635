import { describe, expect, it } from 'vitest'
import { difference, order, plain, rounded, sign } from './decimal'

describe('decimal', () => {
  it.each([
    ['85.05', 1, '85.1'], ['85.04999999', 1, '85.0'], ['-0.05', 1, '−0.1'], ['1234567', 0, '1,234,567'],
    ['0.1', 2, '0.10'], ['12345.678', 1, '12,345.7'], ['none', 1, 'none'],
  ])('%s to %i places is %s', (text, places, shown) => expect(rounded(text, places)).toBe(shown))

  it('leaves away zeros that say nothing', () => {
    expect(plain('9.50')).toBe('9.5')
    expect(plain('100')).toBe('100')
  })

  it('subtracts exactly what binary fractions would not', () => {
    expect(difference('0.3', '0.1')).toBe('0.2')
    expect(difference('80', '83.2')).toBe('-3.2')
  })

  it('puts what is missing last', () => {
    expect([undefined, '9', '10'].sort(order)).toEqual(['9', '10', undefined])
    expect(sign('-0.0')).toBe(0)
  })
})

// SPDX-License-Identifier: Apache-2.0
