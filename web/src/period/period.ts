// Periods as the contract writes them: `2025-03`, `2025Q1`, `2025`, and `2024Oct` for October 2024 to September 2025.

export type PeriodKind = 'month' | 'quarter' | 'year' | 'statistics_year'

export function kindOf(period: string): PeriodKind {
  if (period.endsWith('Oct')) return 'statistics_year'
  if (period.includes('Q')) return 'quarter'
  return period.includes('-') ? 'month' : 'year'
}

const year = (period: string) => Number(period.slice(0, 4))

/** The number of a period among its kind; neighbours differ by one. */
function index(period: string) {
  switch (kindOf(period)) {
    case 'month': return year(period) * 12 + Number(period.slice(5)) - 1
    case 'quarter': return year(period) * 4 + Number(period.slice(5)) - 1
    default: return year(period)
  }
}

function at(kind: PeriodKind, index: number) {
  switch (kind) {
    case 'month': return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
    case 'quarter': return `${Math.floor(index / 4)}Q${(index % 4) + 1}`
    case 'year': return String(index)
    case 'statistics_year': return `${index}Oct`
  }
}

/** The period of a kind that a day lies in. */
export function periodOf(day: string, kind: PeriodKind) {
  const month = Number(day.slice(5, 7))
  switch (kind) {
    case 'month': return day.slice(0, 7)
    case 'quarter': return `${day.slice(0, 4)}Q${Math.ceil(month / 3)}`
    case 'year': return day.slice(0, 4)
    case 'statistics_year': return `${month >= 10 ? day.slice(0, 4) : Number(day.slice(0, 4)) - 1}Oct`
  }
}

/** The period so many steps later, or earlier. */
export const moved = (period: string, steps: number) => at(kindOf(period), index(period) + steps)

/** A period and those before it, newest first. */
export const backFrom = (period: string, many: number) => Array.from({ length: many }, (_, steps) => moved(period, -steps))

/** A word of the locale and what to put into it. */
export function periodWord(period: string): [string, { [name: string]: number }] {
  const y = year(period)
  switch (kindOf(period)) {
    case 'month': return [`period.months.${Number(period.slice(5))}`, { year: y }]
    case 'quarter': return ['period.of_quarter', { year: y, quarter: Number(period.slice(5)) }]
    case 'year': return ['period.of_year', { year: y }]
    case 'statistics_year': return ['period.of_statistics_year', { year: y, next: y + 1 }]
  }
}

// SPDX-License-Identifier: Apache-2.0
