import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import { mounted } from '@/testing/mounted'
import CellParts from './CellParts.vue'
import IndicatorValue from './IndicatorValue.vue'

const indicator = { id: 'a', measure: 'share', use: 'score', better: 'higher' }
const cell = (value: string) => ({ numerator: '8', denominator: 10, unknown: 0, value })

it('shows the number with its sign', () => {
  expect(mounted(IndicatorValue, { indicator, cell: cell('80.04') }).text()).toBe('80.0%')
})

it('says why there is no number, and never 0', () => {
  const none = { numerator: '0', denominator: 0, unknown: 0, missing: 'withheld' }
  expect(mounted(IndicatorValue, { indicator, cell: none }).text()).toBe('withheld: too few people')
  expect(mounted(IndicatorValue, { indicator, cell: none }, 'zh').text()).toBe('人数过少，不显示')
  expect(mounted(CellParts, { indicator, cell: none }).text()).toBe('')
})

it('tells the bounds when something is unknown', () => {
  const seen = mounted(CellParts, { indicator, cell: { ...cell('80'), unknown: 2, low: '80', high: '90' } })
  expect(seen.text()).toContain('8 of 10')
  expect(seen.text()).toContain('2 unknown (between 80.0% and 90.0%)')
})

it('lights up when the same number moves, not when another is shown', async () => {
  const seen = mounted(IndicatorValue, { indicator, cell: cell('80'), of: 'village/2025' })
  await seen.setProps({ cell: cell('90'), of: 'village/2024' })
  await nextTick()
  expect(seen.classes()).not.toContain('fresh')
  await seen.setProps({ cell: cell('91') })
  await nextTick()
  expect(seen.classes()).toContain('fresh')
})

// SPDX-License-Identifier: Apache-2.0
