// A word put into a text where the cursor stands.

/** What is still to be filled in. */
export const SLOT = '…'

export type Inserted = { text: string, from: number, to: number }

const CLOSE_BEFORE = /[\s([.]$/
const CLOSE_AFTER = /^[\s)\],.]/

/**
 * Puts a word in place of what is selected, with blanks where words would run together. Then the first slot of the word, or
 * the next one behind it, is selected; where there is none, the cursor stands behind the word.
 */
export function inserted(text: string, from: number, to: number, word: string): Inserted {
  const before = text.slice(0, from)
  const after = text.slice(to)
  const lead = before === '' || CLOSE_BEFORE.test(before) ? '' : ' '
  const tail = after === '' || CLOSE_AFTER.test(after) ? '' : ' '
  const start = before.length + lead.length
  const whole = before + lead + word + tail + after
  const own = word.indexOf(SLOT)
  const slot = own >= 0 ? start + own : whole.indexOf(SLOT, start)
  return slot >= 0 ? { text: whole, from: slot, to: slot + SLOT.length } : { text: whole, from: start + word.length, to: start + word.length }
}

// SPDX-License-Identifier: Apache-2.0
