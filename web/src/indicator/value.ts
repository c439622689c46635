// How the number of an indicator is written: its places, its sign, its words.
import type { Cell, Indicator } from '@/api/shapes'
import { difference, order, plain, rounded, sign } from '@/number/decimal'

type Measured = Pick<Indicator, 'measure' | 'decimals' | 'per_n'>

export function placesOf({ measure, decimals = 0, per_n = 1 }: Measured) {
  switch (measure) {
    case 'share': case 'rate': return 1
    case 'count': return 0
    case 'sum': return decimals
    case 'mean': return decimals + 1
    case 'formula': return per_n > 1 ? 1 : Math.max(decimals, 2)
  }
}

function signOf({ measure, per_n }: Measured) {
  if (measure === 'share') return '%'
  if (measure === 'formula' && per_n === 100) return '%'
  return (measure === 'rate' || measure === 'formula') && per_n === 1000 ? '‰' : ''
}

/** `83.2%`, `12.4‰`, `1,204`. */
export const valueText = (indicator: Measured, value: string) =>
  (indicator.measure === 'formula' ? plain(value, placesOf(indicator)) : rounded(value, placesOf(indicator))) + signOf(indicator)

/** A target as it was published, with the sign of its measure. */
export const targetText = (indicator: Measured, value: string) => plain(value) + signOf(indicator)

/** How far a cell moved since the one before, or null when one of them has no number. */
export function movement(indicator: Indicator, cell: Cell, before: Cell) {
  if (cell.value === undefined || before.value === undefined) return null
  const by = difference(cell.value, before.value)
  if (by === null) return null
  const places = placesOf(indicator)
  const shown = rounded(by, places)
  const way = /[1-9]/.test(shown) ? sign(by) : 0
  const judged = indicator.use === 'score' && indicator.better !== 'neither' && way !== 0
  return {
    text: way > 0 ? `+${shown}` : way < 0 ? shown : '±0',
    judgement: !judged ? 'plain' : (way > 0) === (indicator.better === 'higher') ? 'good' : 'bad',
  } as const
}

/** Only what may be scored is put in order of its value, best first; anything else stays in the order of the units. */
export function compared<Row extends Cell>(indicator: Indicator, rows: Row[]) {
  if (indicator.use !== 'score' || indicator.better === 'neither') return rows
  const way = indicator.better === 'higher' ? -1 : 1
  return [...rows].sort((a, b) => (a.value === undefined || b.value === undefined ? 1 : way) * order(a.value, b.value))
}

// SPDX-License-Identifier: Apache-2.0
