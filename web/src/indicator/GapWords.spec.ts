import { expect, it } from 'vitest'
import { mounted } from '@/testing/mounted'
import GapWords from './GapWords.vue'

const indicator = { id: 'a', measure: 'share', use: 'score', better: 'higher', target: { direction: 'at_least', value: '85', source: '' } }
const words = (props: object, language: 'zh' | 'en' = 'en') => mounted(GapWords, { indicator, ...props }, language).text().replace(/\s+/g, ' ')

it('says how far it is and how many more are needed', () => {
  expect(words({ gap: { met: false, points: '3.2', needed: 14 } })).toBe('Target ≥ 85% short by 3.2 points: 14 more have to be reached')
  expect(words({ gap: { met: false, points: '0.24', needed: 1 } })).toBe('Target ≥ 85% short by 0.2 points: 1 more has to be reached')
  expect(words({ gap: { met: false, points: '3.2', needed: 14 } }, 'zh')).toBe('目标 ≥ 85% 差 3.2 个百分点：还需 14 例做到')
})

it('says when it is reached, and when it cannot be said', () => {
  expect(words({ gap: { met: true } })).toBe('Target ≥ 85% reached')
  expect(words({ gap: { met: null }, unknown: 3 })).toBe('Target ≥ 85% cannot be said yet, because of the unknown')
  expect(words({ gap: { met: null }, unknown: 0 })).toBe('Target ≥ 85%')
})

// SPDX-License-Identifier: Apache-2.0
