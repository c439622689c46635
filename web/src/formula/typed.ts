// An indicator as it is typed: which keys its measure asks for, and what is sent of it.
import type { Indicator, Measure, Tried, Typed } from '@/api/shapes'
import { plain } from '@/number/decimal'

export const MEASURES: Measure[] = ['share', 'count', 'sum', 'mean', 'rate', 'formula']
export const FORMULAS = ['where', 'count', 'sum', 'when', 'numerator', 'denominator'] as const
export type FormulaKey = (typeof FORMULAS)[number]
export type Key = FormulaKey | 'each' | 'per' | 'per_n' | 'by'

export const isFormula = (key: Key): key is FormulaKey => (FORMULAS as readonly string[]).includes(key)
export const isSubject = (each: string | undefined) => each === 'person' || each === 'unit'

/** What one starts with; a code of the record type is all it then needs. */
export const fresh = (each = ''): Typed => ({ measure: 'share', each, by: 'residence', per_n: '1000' })

/** The keys a form shows, in the order in which one thinks. */
export function keysOf({ measure, each, per }: Typed): Key[] {
  if (measure === 'formula') return ['numerator', 'denominator', 'per_n']
  const keys: Key[] = ['each', 'where']
  if (measure === 'rate') keys.push('per')
  if (measure === 'share' || (measure === 'rate' && !per)) keys.push('count')
  if (measure === 'rate') keys.push('per_n')
  if (measure === 'sum' || measure === 'mean') keys.push('sum')
  if (each !== 'unit') keys.push('when')
  if (!isSubject(each)) keys.push('by')
  return keys
}

/** The key without which there is nothing to count yet. */
export const lacking = (typed: Typed): Key | undefined =>
  keysOf(typed).find((key) => (['count', 'sum', 'numerator', 'each'].includes(key) || (key === 'per_n' && typed.measure === 'rate')) && !typed[key]?.trim())

export const isBlank = (typed: Typed) => FORMULAS.every((key) => !typed[key]?.trim())

/** Brackets and signs of a Chinese keyboard become what the language reads; every character stays one character. */
export const narrow = (text: string) => [...text].map((character) => {
  const code = character.codePointAt(0)!
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0)
  return { '\u3000': ' ', '【': '[', '】': ']', '、': ',', '。': '.' }[character] ?? character
}).join('')

const TRIED: Typed = { id: 'typed_on_this_page', name_zh: '试算', name_en: 'Tried', better: 'neither', use: 'monitor', source: 'typed' }

/** What is sent: only the keys its measure has, so that what was typed for another measure does no harm. */
export function sent(typed: Typed, programme: string, kept: Typed = {}): Typed {
  const own = Object.fromEntries(keysOf(typed)
    .map((key) => [key, narrow(typed[key] ?? '').trim()] as const)
    .filter(([, text]) => text !== ''))
  if (typed.measure !== 'formula' && isSubject(typed.each)) own.by = 'residence'
  if (typed.measure === 'formula') own.by = 'residence'
  return { ...TRIED, programme, ...kept, measure: typed.measure, ...own }
}

/** The typed indicator as one that charts and tables can show: a statistic, never a target. */
export function asIndicator(typed: Typed, tried: Tried): Indicator {
  const fraction = /\.(\d*?)0*$/.exec(tried.whole?.numerator ?? '')?.[1] ?? ''
  return {
    id: '', name: tried.form ?? { zh: '', en: '' }, programme: '', measure: typed.measure ?? 'share', better: 'neither', use: 'monitor', source: '',
    per_n: Number(typed.per_n) || 1, decimals: Math.min(fraction.length, 4), formula: {}, form: tried.form ?? { zh: '', en: '' }, stock: false, shown: true,
  }
}

/** `<1`, `14`, `1,204`. */
export const milliseconds = (took: number) => (took < 1 ? '<1' : plain(String(Math.round(took)), 0))

// SPDX-License-Identifier: Apache-2.0
