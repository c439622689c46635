import { beforeEach, describe, expect, it } from 'vitest'
import { touches } from '@/shell/live'
import { isLowest, isWithin, tree, unitOf, units } from './units'

const unit = (code: string, parent: string | null, level = 'village') => ({ code, parent, level, name: { zh: code, en: code } }) as (typeof units.value)[number]
beforeEach(() => { units.value = [unit('t', 'above', 'township'), unit('v1', 't'), unit('v2', 't'), unit('h', 't', 'facility')] })

describe('units', () => {
  it('begins with my own unit, though its parent is not mine to see', () => {
    expect(tree.value.map(({ unit, depth }) => [unit.code, depth])).toEqual([['t', 0], ['v1', 1], ['v2', 1], ['h', 1]])
  })

  it('knows what lies within what, and where people live', () => {
    expect(isWithin('v1', 't')).toBe(true)
    expect(isWithin('t', 'v1')).toBe(false)
    expect(['t', 'v1', 'h'].map((code) => isLowest(unitOf(code)!))).toEqual([false, true, false])
  })

  it('hears news of a unit below, not of a neighbour', () => {
    const news = (...codes: string[]) => ({ change: 1, units: codes, indicators: [] })
    expect(touches(news('v1'), 't')).toBe(true)
    expect(touches(news('v2'), 'v1')).toBe(false)
    expect(touches(news('stranger'), 'v1')).toBe(true)
    expect(touches('missed', 'v1')).toBe(true)
  })
})

// SPDX-License-Identifier: Apache-2.0
