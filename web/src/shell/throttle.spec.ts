import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttled } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('acts at once, then gathers a burst into one call and never loses the last', () => {
  const act = vi.fn()
  const { call } = throttled(act, 300)
  call()
  expect(act).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 20; i++) call()
  expect(act).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(300)
  expect(act).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(1000)
  expect(act).toHaveBeenCalledTimes(2)
})

it('does nothing more once it is stopped', () => {
  const act = vi.fn()
  const { call, stop } = throttled(act, 300)
  call()
  call()
  stop()
  vi.advanceTimersByTime(1000)
  expect(act).toHaveBeenCalledTimes(1)
})

// SPDX-License-Identifier: Apache-2.0
