import { expect, it } from 'vitest'
import { mounted } from '@/testing/mounted'
import ScoreItem from './ScoreItem.vue'

const both = (word: string) => ({ zh: word, en: word })
const item = { id: '1.1', section: '1', text: both('Visits'), outcome: 'scored', points: '13.60', max: '20', trace: [{ says: both('3.2 below'), observed: '81.8', required: '85', points: '-6.4' }], regain: both('14 more visits') }

it('tells the points, the why and the way back', () => {
  const text = mounted(ScoreItem, { item }).text()
  expect(text).toContain('13.6 of 20')
  expect(text).toContain('observed 81.8 · required 85')
  expect(text).toContain('−6.4 points')
  expect(text).toContain('14 more visits')
})

it('gives an undecided line its bounds, and never a number', () => {
  const text = mounted(ScoreItem, { item: { ...item, outcome: 'undecided', points: undefined, lowest: '0', highest: '20' } }).text()
  expect(text).toContain('0 to 20 of 20')
  expect(text).toContain('undecided')
})

it('keeps a declined line and says why', () => {
  const text = mounted(ScoreItem, { item: { ...item, outcome: 'declined', points: undefined, max: undefined, trace: [], declined: { why: both('Choice'), instead: both('Counselling') } } }).text()
  expect(text).toContain('declined')
  expect(text).toContain('Choice')
  expect(text).toContain('Counselling')
})

// SPDX-License-Identifier: Apache-2.0
