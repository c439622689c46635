import { effectScope, nextTick, ref } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { api } from '@/api/client'
import type { Tried } from '@/api/shapes'
import { useTried, type Asked } from './tried'

const answer = (value: string): Tried => ({ faults: [], units: [], trend: [], whole: { numerator: '1', denominator: 2, unknown: 0, value } })
const wrong: Tried = { faults: [{ key: 'count', character: 3, says: { zh: '错', en: 'wrong' } }], units: [], trend: [] }
const scope = effectScope()

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks() })

it('asks once for many strokes, and keeps the last good answer while there is a fault', async () => {
  const asked = ref<Asked | null>(null)
  const ask = vi.spyOn(api, 'tryFormula').mockImplementation(async ({ count }) => (count === 'bad' ? wrong : answer(count ?? '')))
  const seen = scope.run(() => useTried(() => asked.value))!
  const type = async (count: string) => { asked.value = { typed: { count }, unit: 'u', period: '2025' }; await nextTick() }

  for (const count of ['1', '12', '123']) await type(count)
  expect(ask).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(300)
  expect(ask).toHaveBeenCalledTimes(1)
  expect(seen.found.value?.tried.whole?.value).toBe('123')
  expect(seen.stale.value).toBe(false)

  await type('bad')
  await vi.advanceTimersByTimeAsync(300)
  expect(seen.faults.value).toEqual(wrong.faults)
  expect(seen.checked.value.count).toBe('bad')
  expect(seen.found.value?.tried.whole?.value).toBe('123')
  expect(seen.stale.value).toBe(true)
})

it('drops an answer that was overtaken', async () => {
  const asked = ref<Asked | null>(null)
  const settle: { [count: string]: (tried: Tried) => void } = {}
  vi.spyOn(api, 'tryFormula').mockImplementation(({ count }) => new Promise((done) => { settle[count!] = done }))
  const seen = scope.run(() => useTried(() => asked.value))!
  for (const count of ['first', 'second']) {
    asked.value = { typed: { count }, unit: 'u', period: '2025' }
    await nextTick()
    await vi.advanceTimersByTimeAsync(300)
  }
  settle.second!(answer('2'))
  await nextTick()
  settle.first!(answer('1'))
  await nextTick()
  expect(seen.found.value?.tried.whole?.value).toBe('2')
})

// SPDX-License-Identifier: Apache-2.0
