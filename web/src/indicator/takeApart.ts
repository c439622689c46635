// By what an indicator can be taken apart, and the order of the groups on the screen.
import type { BrokenRow, Indicator, RecordType, Words } from '@/api/shapes'

/** `says` is a word of the locale, for what no pack names. */
export type Dimension = { id: string, name?: Words, says?: string }

export function dimensionsOf(indicator: Indicator, type: RecordType | undefined): Dimension[] {
  if (indicator.measure === 'formula') return []
  const each = indicator.formula.each
  const person = each === 'person' || type?.subject === 'person'
  return [
    ...(person ? ['sex', 'residency', 'age'].map((id) => ({ id, says: `apart.${id}` })) : []),
    ...(type ? [{ id: 'provider', says: 'apart.provider' }] : []),
    ...(type?.fields ?? []).filter(({ type: kind }) => kind === 'code' || kind === 'yes_no').map(({ id, name }) => ({ id, name })),
  ]
}

/** As the server has them, with what is not known behind what is. */
export function knownFirst(rows: BrokenRow[]): BrokenRow[] {
  const weight = ({ keys }: BrokenRow) => keys.reduce((sum, key) => sum * 2 + (key === null ? 1 : 0), 0)
  return [...rows].sort((a, b) => weight(a) - weight(b))
}

// SPDX-License-Identifier: Apache-2.0
