// Short names for the shapes of the contract; `types.ts` is made from it by `npm run types`.
import type { components, paths } from './types'

type Shape<Name extends keyof components['schemas']> = components['schemas'][Name]
type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

export type Words = Shape<'Words'>
export type Session = Shape<'Session'>
export type Right = Session['may'][number]
export type Level = Shape<'Level'>
export type Unit = Shape<'Unit'>
export type Field = Shape<'Field'>
export type Named = Shape<'Named'>
export type RecordType = Shape<'RecordType'>
export type Typed = Shape<'Typed'>
export type Measure = NonNullable<Typed['measure']>
export type Indicator = Shape<'Indicator'>
export type SchemeHead = Shape<'SchemeHead'>
export type Content = Shape<'Content'>
export type PersonRow = Shape<'PersonRow'>
export type NewPerson = Shape<'NewPerson'>
export type Person = Shape<'Person'>
export type FieldValue = Shape<'FieldValue'>
/** Called `Record` in the contract, which is taken in TypeScript. */
export type ServiceRecord = Shape<'Record'>
export type NewRecord = Shape<'NewRecord'>
export type Correction = Shape<'Correction'>
export type Change = Shape<'Change'>
export type Cell = Shape<'Cell'>
export type PeriodCell = Shape<'PeriodCell'>
export type UnitCell = Shape<'UnitCell'>
export type BrokenRow = Shape<'BrokenRow'>
export type Then = Shape<'Then'>
export type MovingChange = Shape<'MovingChange'>
export type TypedFault = Shape<'TypedFault'>
export type Tried = Shape<'Tried'>
export type Gap = Shape<'Gap'>
export type IndicatorRow = Shape<'IndicatorRow'>
export type IndicatorBoard = Shape<'IndicatorBoard'>
export type Anchor = Shape<'Anchor'>
export type Due = Shape<'Due'>
export type DueList = Shape<'DueList'>
export type ScoredItem = Shape<'ScoredItem'>
export type Score = Shape<'Score'>
export type Claim = Shape<'Claim'>
export type Finding = Shape<'Finding'>
export type FieldFault = NonNullable<Shape<'Error'>['error']['fields']>[number]
export type FaultKind = Shape<'Error'>['error']['kind']

export type FoundPersons = Answer<'/api/persons'>
export type UnitRecords = Answer<'/api/units/{code}/records'>
export type Trend = Answer<'/api/indicators/{id}/trend'>
export type Comparison = Answer<'/api/indicators/{id}/units'>
export type BrokenDown = Answer<'/api/indicators/{id}/breakdown'>
export type Anchors = Answer<'/api/indicators/{id}/anchors'>
export type Which = 'counted' | 'not_counted' | 'unknown'

/** Values of a form by field id; a field without a value is left out. */
export type FieldValues = { [field: string]: FieldValue }

// SPDX-License-Identifier: Apache-2.0
