import { expect, it } from 'vitest'
import { mounted } from '@/testing/mounted'
import MovingChanges from './MovingChanges.vue'

const change = (number: number, more = {}) => ({ change: number, at: '2026-05-20T08:00:00Z', by: 'Zhou Min', kind: 'add', type: 'delivery', ...more })

it('links to the person only where one is told, and says why', () => {
  const seen = mounted(MovingChanges, { changes: [change(2, { person: 7, kind: 'correct', why: 'wrong day' }), change(1)] })
  const [first, second] = seen.findAll('li')
  expect(first!.text()).toContain('Corrected')
  expect(first!.text()).toContain('wrong day')
  expect(first!.find('a').attributes('href')).toContain('/collect/person/7')
  expect(second!.find('a').exists()).toBe(false)
  expect(seen.find('button').exists()).toBe(false)
})

it('opens a long list on demand', async () => {
  const seen = mounted(MovingChanges, { changes: Array.from({ length: 25 }, (_, place) => change(place)) })
  expect(seen.findAll('li')).toHaveLength(20)
  expect(seen.find('button').text()).toBe('Show the other 5')
  await seen.find('button').trigger('click')
  expect(seen.findAll('li')).toHaveLength(25)
})

// SPDX-License-Identifier: Apache-2.0
