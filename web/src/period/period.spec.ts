import { describe, expect, it } from 'vitest'
import { backFrom, moved, periodOf } from './period'

describe('period', () => {
  it.each([
    ['2025-03-01', 'month', '2025-03'], ['2025-03-31', 'quarter', '2025Q1'], ['2025-04-01', 'quarter', '2025Q2'],
    ['2025-09-30', 'statistics_year', '2024Oct'], ['2025-10-01', 'statistics_year', '2025Oct'], ['2025-10-01', 'year', '2025'],
  ] as const)('%s lies in the %s %s', (day, kind, period) => expect(periodOf(day, kind)).toBe(period))

  it.each([['2025-01', -1, '2024-12'], ['2024Q4', 1, '2025Q1'], ['2025', -1, '2024'], ['2024Oct', -1, '2023Oct']])(
    '%s moved by %i is %s', (from, steps, to) => expect(moved(from, steps)).toBe(to))

  it('lists newest first', () => expect(backFrom('2025-02', 3)).toEqual(['2025-02', '2025-01', '2024-12']))
})

// SPDX-License-Identifier: Apache-2.0
