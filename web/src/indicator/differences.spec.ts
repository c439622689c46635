import { expect, it } from 'vitest'
import type { Cell } from '@/api/shapes'
import { movedParts } from './differences'

const cell = (numerator: string, denominator: number | null, unknown: number): Cell => ({ numerator, denominator, unknown })

it('tells each part that moved, and by how much', () => {
  expect(movedParts(cell('80', 100, 4), cell('85', 101, 2))).toEqual([{ part: 'numerator', by: '+5' }, { part: 'denominator', by: '+1' }, { part: 'unknown', by: '−2' }])
  expect(movedParts(cell('0.1', 3, 0), cell('0.3', 3, 0))).toEqual([{ part: 'numerator', by: '+0.2' }])
})

it('says nothing where nothing moved, or where there is nothing to compare', () => {
  expect(movedParts(cell('80.0', 100, 4), cell('80', 100, 4))).toEqual([])
  expect(movedParts(cell('80', null, 0), cell('81', 5, 0))).toEqual([{ part: 'numerator', by: '+1' }])
})

// SPDX-License-Identifier: Apache-2.0
