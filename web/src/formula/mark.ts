// Where in a text a fault lies: the text cut into pieces, of which some are marked.
import type { TypedFault } from '@/api/shapes'

export type Piece = { text: string, marked: boolean }

const PART_OF_A_WORD = /[\p{L}\p{N}_]/u

/**
 * Marks the word that begins at each place, else the one character. Places are counted from 1 by Unicode characters, as the
 * server counts them; a place behind the end marks a blank there. 0 is the text as a whole and marks nothing.
 */
export function marked(text: string, places: number[]): Piece[] {
  const characters = [...text]
  const inside = characters.map(() => false)
  for (const place of places) {
    let at = place - 1
    if (at < 0 || at >= characters.length) continue
    const word = PART_OF_A_WORD.test(characters[at]!)
    do inside[at++] = true
    while (word && at < characters.length && PART_OF_A_WORD.test(characters[at]!))
  }
  const pieces: Piece[] = []
  characters.forEach((character, at) => {
    const last = pieces.at(-1)
    if (last?.marked === inside[at]) last!.text += character
    else pieces.push({ text: character, marked: inside[at]! })
  })
  if (places.some((place) => place > characters.length)) pieces.push({ text: '\u00a0', marked: true })
  return pieces
}

/** The faults that belong under one field. */
export const faultsOf = (faults: TypedFault[], key: string) => faults.filter((fault) => fault.key === key)

// SPDX-License-Identifier: Apache-2.0
