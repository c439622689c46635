// The only file that talks to the server.
import { language } from '@/locales/language'
import type {
  Anchors, BrokenDown, Change, Claim, Comparison, Content, Correction, DueList, FaultKind, FieldFault, Finding, FoundPersons,
  IndicatorBoard, NewPerson, NewRecord, Person, Score, ServiceRecord, Session, Then, Trend, Tried, Typed, TypedFault, Unit,
  UnitRecords, Which, Words,
} from './shapes'

/** A call that failed, with the server's words in both languages when it said any. */
export class ApiError extends Error {
  constructor(
    readonly kind: FaultKind | 'offline' | 'unreadable',
    readonly words: Words | null = null,
    readonly fields: FieldFault[] = [],
  ) {
    super(words?.en ?? kind)
  }
}

type Query = { [name: string]: string | number | undefined }

let signedOut = () => {}

/** What to do when the server no longer knows who we are. */
export function whenSignedOut(act: () => void) {
  signedOut = act
}

function address(path: string, query: Query = {}) {
  const given = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined)
  const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return asked ? `/api${path}?${asked}` : `/api${path}`
}

async function failure(response: Response) {
  try {
    const { error } = await response.json()
    return new ApiError(error.kind, { zh: error.zh, en: error.en }, error.fields ?? [])
  } catch {
    return new ApiError(response.status === 401 ? 'unauthenticated' : 'unreadable')
  }
}

async function call<Body>(method: string, path: string, query?: Query, body?: unknown): Promise<Body> {
  const headers: HeadersInit = { 'X-Anyu': '1', 'Accept': 'application/json', 'Accept-Language': language.value }
  if (body !== undefined) headers['Content-Type'] = 'application/json'

  let response: Response
  try {
    response = await fetch(address(path, query), {
      method, headers, credentials: 'same-origin', cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw new ApiError('offline')
  }
  if (!response.ok) {
    const error = await failure(response)
    if (response.status === 401 && path !== '/session') signedOut()
    throw error
  }
  if (response.status === 204) return undefined as Body
  try {
    return await response.json()
  } catch {
    throw new ApiError('unreadable')
  }
}

const get = <Body>(path: string, query?: Query) => call<Body>('GET', path, query)
const id = encodeURIComponent

export const api = {
  session: () => get<Session>('/session'),
  logIn: (user: string, password: string) => call<Session>('POST', '/session', {}, { user, password }),
  logOut: () => call<void>('DELETE', '/session'),

  content: () => get<Content>('/content'),
  units: () => get<Unit[]>('/units'),

  findPersons: (q: string, limit: number) => get<FoundPersons>('/persons', { q, limit }),
  personsOf: (unit: string, limit: number) => get<FoundPersons>('/persons', { unit, limit }),
  person: (person: number) => get<Person>(`/persons/${person}`),
  register: (person: NewPerson) => call<Person>('POST', '/persons', {}, person),

  unitRecords: (unit: string) => get<UnitRecords>(`/units/${id(unit)}/records`),
  save: (record: NewRecord) => call<ServiceRecord>('POST', '/records', {}, record),
  correct: (type: string, record: number, correction: Correction) =>
    call<ServiceRecord>('PUT', `/records/${id(type)}/${record}`, {}, correction),
  remove: (type: string, record: number, seen: number, why: string) =>
    call<void>('DELETE', `/records/${id(type)}/${record}`, { seen, why }),
  changes: (type: string, record: number) => get<Change[]>(`/records/${id(type)}/${record}/changes`),

  board: (unit: string, period: string) => get<IndicatorBoard>('/indicators', { unit, period }),
  trend: (indicator: string, unit: string, from: string, to: string) =>
    get<Trend>(`/indicators/${id(indicator)}/trend`, { unit, from, to }),
  comparison: (indicator: string, unit: string, period: string) =>
    get<Comparison>(`/indicators/${id(indicator)}/units`, { unit, period }),
  anchors: (indicator: string, unit: string, period: string, which: Which, limit: number) =>
    get<Anchors>(`/indicators/${id(indicator)}/anchors`, { unit, period, which, limit }),

  breakdown: (indicator: string, unit: string, period: string, by: string[]) =>
    get<BrokenDown>(`/indicators/${id(indicator)}/breakdown`, { unit, period, by: by.join(',') }),
  then: (indicator: string, unit: string, period: string, on: string) =>
    get<Then>(`/indicators/${id(indicator)}/then`, { unit, period, on }),

  tryFormula: (typed: Typed, unit: string, period: string) => call<Tried>('POST', '/formulas/try', {}, { typed, unit, period }),
  keepFormula: (typed: Typed) => call<{ faults: TypedFault[] }>('POST', '/formulas', {}, { typed }),

  due: (unit: string, limit: number) => get<DueList>('/due', { unit, limit }),

  score: (scheme: string, unit: string, period: string) => get<Score>(`/schemes/${id(scheme)}/score`, { unit, period }),
  claims: (unit: string) => get<Claim[]>('/claims', { unit }),
  findings: (unit: string, period: string) => get<Finding[]>('/findings', { unit, period }),

  /** The stream of changes; the caller closes it. */
  events: () => new EventSource('/api/events'),
}

// SPDX-License-Identifier: Apache-2.0
