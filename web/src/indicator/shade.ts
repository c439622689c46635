// How deep a tile is coloured: steps of one colour between the lowest and the highest value shown.

export const STEPS = 5

/** A step from 0 to 4 for each value; null where there is none. Where all are the same, the middle. */
export function shades(values: (string | undefined)[]): (number | null)[] {
  const numbers = values.map((value) => (value === undefined ? null : Number(value)))
  const known = numbers.filter((value) => value !== null)
  const least = Math.min(...known)
  const span = Math.max(...known) - least
  return numbers.map((value) => (value === null ? null : span === 0 ? (STEPS - 1) / 2 : Math.min(STEPS - 1, Math.floor(((value - least) / span) * STEPS))))
}

// SPDX-License-Identifier: Apache-2.0
