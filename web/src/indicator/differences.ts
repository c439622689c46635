// What moved between two answers to the same question.
import type { Cell } from '@/api/shapes'
import { difference, plain, sign } from '@/number/decimal'

export type Moved = { part: 'numerator' | 'denominator' | 'unknown', by: string }

const signed = (by: string) => (sign(by) > 0 ? `+${plain(by)}` : plain(by))

/** The parts that are not what they were, each with a sign; a part that only one of the two has is left out. */
export function movedParts(then: Cell, now: Cell): Moved[] {
  const pairs: [Moved['part'], string | null, string | null][] = [
    ['numerator', then.numerator, now.numerator],
    ['denominator', then.denominator === null ? null : String(then.denominator), now.denominator === null ? null : String(now.denominator)],
    ['unknown', String(then.unknown), String(now.unknown)],
  ]
  return pairs.flatMap(([part, before, after]) => {
    const by = before === null || after === null ? null : difference(after, before)
    return by === null || sign(by) === 0 ? [] : [{ part, by: signed(by) }]
  })
}

// SPDX-License-Identifier: Apache-2.0
