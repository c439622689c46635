import { expect, it } from 'vitest'
import { inserted } from './insert'

/** The text with the selection in brackets of its own. */
function after(text: string, word: string) {
  const from = text.indexOf('|')
  const to = text.lastIndexOf('|')
  const out = inserted(text.replaceAll('|', ''), from, to > from ? to - 1 : from, word)
  return `${out.text.slice(0, out.from)}|${out.text.slice(out.from, out.to)}|${out.text.slice(out.to)}`
}

it.each([
  ['|', 'outcome', 'outcome||'],
  ['outcome =|', 'live', 'outcome = live||'],
  ['outcome = |', 'live', 'outcome = live||'],
  ['outcome in [|]', 'live', 'outcome in [live||]'],
  ['|high_risk', 'not', 'not|| high_risk'],
  ['outcome = |live|', 'stillbirth', 'outcome = stillbirth||'],
  ['anchor.|', 'day', 'anchor.day||'],
])('%s and %s make %s', (text, word, out) => expect(after(text, word)).toBe(out))

it('goes from one slot to the next', () => {
  expect(after('|', 'exists(… in [day, …])')).toBe('exists(|…| in [day, …])')
  expect(after('exists(|…| in [day, …])', 'postnatal_visit')).toBe('exists(postnatal_visit in [day, |…|])')
  expect(after('exists(postnatal_visit in [day, |…|])', 'day')).toBe('exists(postnatal_visit in [day, day||])')
})

// SPDX-License-Identifier: Apache-2.0
