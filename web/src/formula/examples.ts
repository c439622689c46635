// Formulas to start from; shown where the packs declare what they speak of. Their names stand in the locales as `write.example.…`.
import type { Content, Typed } from '@/api/shapes'
import { fresh, isSubject } from './typed'

type Example = { id: string, typed: Typed, reads?: string[] }

const BIRTHS = 'outcome in [live, stillbirth]'

export const examples: Example[] = [
  { id: 'postnatal', typed: { measure: 'share', each: 'delivery', where: BIRTHS, count: 'exists(postnatal_visit in [day + 1, day + 42])', when: 'day + 42', by: 'residence' }, reads: ['postnatal_visit'] },
  { id: 'at_home', typed: { measure: 'share', each: 'delivery', where: BIRTHS, count: 'exists(postnatal_visit in [day + 1, day + 7] where place = home)', when: 'day + 7', by: 'residence' }, reads: ['postnatal_visit'] },
  { id: 'antenatal', typed: { measure: 'mean', each: 'delivery', where: BIRTHS, sum: 'count(antenatal_visit in [day - 294, day])', by: 'residence' }, reads: ['antenatal_visit'] },
  { id: 'condoms', typed: { measure: 'sum', each: 'supply', where: 'method = condom', sum: 'quantity', by: 'provider' } },
  { id: 'per_women', typed: { measure: 'rate', each: 'counselling', per: 'women_15_49', per_n: '1000', by: 'residence' } },
  { id: 'moved_in', typed: { measure: 'count', each: 'person', where: 'person.sex = female and person.residency = migrant_in and present(at) and age(at) between 15 and 49', by: 'residence' } },
  { id: 'received', typed: { measure: 'formula', numerator: 'units_received', denominator: 'units_ordered', per_n: '100' } },
]

/** The examples that these packs can answer. */
export function examplesFor(content: Content) {
  const type = (id: string | undefined) => isSubject(id) || content.record_types.some((declared) => declared.id === id)
  const indicator = (id: string | undefined) => !id || content.indicators.some((declared) => declared.id === id)
  return examples.filter(({ typed, reads = [] }) => typed.measure === 'formula'
    ? indicator(typed.numerator) && indicator(typed.denominator)
    : type(typed.each) && reads.every(type) && indicator(typed.per))
}

export const started = (example: Example): Typed => ({ ...fresh(), ...example.typed })

// SPDX-License-Identifier: Apache-2.0
