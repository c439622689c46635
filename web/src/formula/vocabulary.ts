// The words one can click into a formula: fields and codes of a record type, facts of a person, ways of writing.
import type { Indicator, RecordType, Words } from '@/api/shapes'
import type { FormulaKey } from './typed'
import { isSubject } from './typed'

/** One word: what is put into the text, and what it is called; codes hang on their field. */
export type Word = { puts: string, name?: Words, says?: string, codes?: Word[] }

export const fieldWords = (type: RecordType): Word[] => type.fields.filter(({ type: kind }) => kind !== 'text').map((field) => ({
  puts: field.id,
  name: field.name,
  codes: field.codes?.map((code) => ({ puts: code.id, name: code.name })) ?? (field.type === 'yes_no' ? [{ puts: 'yes', says: 'answer.yes' }, { puts: 'no', says: 'answer.no' }] : []),
}))

/** What is known of the person beside records; `says` is a word of the locale. */
export const personWords: Word[] = [
  { puts: 'person.sex', says: 'person.sex', codes: [{ puts: 'female', says: 'sex.female' }, { puts: 'male', says: 'sex.male' }] },
  { puts: 'person.residency', says: 'person.residency', codes: (['resident', 'migrant_in', 'migrant_out'] as const).map((puts) => ({ puts, says: `residency.${puts}` })) },
  { puts: 'person.birth_day', says: 'person.birth_day' },
  { puts: 'person.registered', says: 'person.registered' },
  { puts: 'person.left', says: 'person.left' },
]
export const unitWords: Word[] = [{ puts: 'unit.level', says: 'write.unit_level', codes: (['county', 'township', 'village'] as const).map((puts) => ({ puts, says: `level.${puts}` })) }]

/** The day that stands for the anchor: its own, or the end of the period. */
export const dayOf = (each: string | undefined, when: string | undefined) => (isSubject(each) && !when?.trim() ? 'at' : 'day')

/** Records of one subject are looked up in a formula; a type of another subject is never there. */
export const typesBeside = (types: RecordType[], each: string | undefined) => {
  const subject = each === 'unit' ? 'unit' : types.find(({ id }) => id === each)?.subject ?? 'person'
  return types.filter((type) => type.subject === subject)
}

/** Ways of writing, those of daily use first; each is explained by the word `way.…` of the locale. */
export function ways(day: string): { id: string, puts: string }[] {
  return [
    { id: 'equals', puts: '… = …' },
    { id: 'in', puts: '… in […, …]' },
    { id: 'and', puts: 'and' },
    { id: 'or', puts: 'or' },
    { id: 'not', puts: 'not' },
    { id: 'exists', puts: `exists(… in [${day} - …, ${day}])` },
    { id: 'exists_after', puts: `exists(… in [${day} + 1, ${day} + …])` },
    { id: 'exists_where', puts: `exists(… in [${day} - …, ${day}] where …)` },
    { id: 'count', puts: `count(… in [${day} - …, ${day}]) >= …` },
    { id: 'between', puts: '… between … and …' },
    { id: 'more', puts: '… >= …' },
    { id: 'known', puts: '… is known' },
    { id: 'sum', puts: `sum(… in [${day} - …, ${day}], …)` },
    { id: 'last', puts: `last(… in [.., ${day}]).…` },
    { id: 'age', puts: `age(${day}) between … and …` },
    { id: 'present', puts: `present(${day})` },
    { id: 'or_else', puts: 'or_else(…, no)' },
    { id: 'if', puts: 'if(…, 1, 0)' },
  ]
}

/** Indicators that others may be made of: what they count, and what they count among. */
export const indicatorWords = (indicators: Indicator[]): Word[] => indicators.flatMap((indicator) => indicator.measure === 'formula' ? [] : [{
  puts: indicator.id,
  name: indicator.name,
  codes: ['share', 'rate', 'mean'].includes(indicator.measure) ? [{ puts: `${indicator.id}.denominator`, says: 'write.denominator_of' }] : [],
}])

/** What each field of the form is an answer to, so that a word lands where it belongs. */
export const startField = (keys: string[]): FormulaKey => (['count', 'sum', 'numerator', 'where'] as const).find((key) => keys.includes(key))!

// SPDX-License-Identifier: Apache-2.0
