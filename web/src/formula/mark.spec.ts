import { describe, expect, it } from 'vitest'
import { marked } from './mark'

const shown = (text: string, ...places: number[]) => marked(text, places).map((piece) => (piece.marked ? `<${piece.text}>` : piece.text)).join('')

describe('marked', () => {
  it.each([
    ['outcom = live', [1], '<outcom> = live'],
    ['outcome = lively', [11], 'outcome = <lively>'],
    ['day + + 42', [7], 'day + <+> 42'],
    ['a = b', [0], 'a = b'],
    ['', [1], '<\u00a0>'],
    ['exists(delivery', [16], 'exists(delivery<\u00a0>'],
    ['x and y', [1, 7], '<x> and <y>'],
  ])('%s at %j is %s', (text, places, out) => expect(shown(text, ...places)).toBe(out))

  it('counts by characters and not by halves of them', () => {
    expect(shown('𠮷𠮷 = home', 6)).toBe('𠮷𠮷 = <home>')
    expect(shown('结局 = live', 1)).toBe('<结局> = live')
  })
})

// SPDX-License-Identifier: Apache-2.0
