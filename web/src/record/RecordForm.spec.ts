import { nextTick } from 'vue'
import { describe, expect, it } from 'vitest'
import type { RecordType } from '@/api/shapes'
import { mounted } from '@/testing/mounted'
import { answers } from './answers'
import RecordForm from './RecordForm.vue'

const both = (word: string) => ({ zh: word, en: word })
const codes = (many: number) => Array.from({ length: many }, (_, i) => ({ id: `c${i}`, name: both(`Code ${i}`) }))
const type: RecordType = {
  id: 'visit', name: both('Visit'), subject: 'person', programme: 'maternal', may_enter: true,
  fields: [
    { id: 'place', name: both('Place'), type: 'code', required: true, codes: codes(4) },
    { id: 'feeding', name: both('Feeding'), type: 'code', required: false, codes: codes(5) },
    { id: 'danger', name: both('Danger'), type: 'yes_no', required: true },
    { id: 'pressure', name: both('Pressure'), type: 'whole', required: true, least: '60', most: '260', unit: 'mmHg' },
    { id: 'weight', name: both('Weight'), type: 'decimal', required: false, least: '30', most: '200', decimals: 1, unit: 'kg' },
    { id: 'next', name: both('Next visit'), type: 'day', required: false },
  ],
}
const start = { day: '2025-03-01', unit: 'v', fields: {} }
const form = (props = {}) => mounted(RecordForm, { type, start, today: '2025-03-01', faults: [], busy: false, saveWord: 'Save', ...props })
type Saved = [{ day: string, fields: { [id: string]: unknown } }]

describe('RecordForm', () => {
  it('draws each field by its type: few codes as buttons, many as a list', () => {
    const seen = form()
    expect(seen.findAll('[data-field="place"] input[type="radio"]')).toHaveLength(4)
    expect(seen.findAll('#field-feeding option')).toHaveLength(6)
    expect(seen.get('[data-field="pressure"]').text()).toContain('60 to 260 mmHg')
    expect(seen.get('#field-next').attributes('type')).toBe('date')
  })

  it('offers a reason instead of a value only where a value is required', () => {
    const seen = form()
    expect(seen.find('[data-field="pressure"] .reason').exists()).toBe(true)
    expect(seen.find('[data-field="weight"] .reason').exists()).toBe(false)
  })

  it('gives what was answered, with reasons, and can take an answer back', async () => {
    const seen = form()
    await seen.get('[data-field="danger"] input').setValue(true)
    await seen.get('[data-field="danger"] button').trigger('click')
    await seen.get('#field-weight').setValue('56.5')
    await seen.get('[data-field="pressure"] .reason').setValue('not_done')
    await seen.get('form').trigger('submit')
    const [draft] = seen.emitted('save')![0] as Saved
    expect(draft.fields).toEqual({ weight: '56.5', pressure: { missing: 'not_done' } })
  })

  it('shows faults at their fields, goes to them, and loses nothing typed', async () => {
    const seen = form()
    await seen.get('#field-pressure').setValue('999')
    await seen.setProps({ faults: [{ field: 'pressure', ...both('Must be at most 260') }, { field: 'place', ...both('Give a value') }] })
    await nextTick()
    expect(seen.get('[data-field="pressure"] .fault').text()).toBe('Must be at most 260')
    expect(seen.get('#field-pressure').attributes('aria-invalid')).toBe('true')
    expect((seen.get('#field-pressure').element as HTMLInputElement).value).toBe('999')
    expect(seen.get('[role="alert"]').text()).toContain('2 things must be mended')
    await seen.get('#field-pressure').setValue('120')
    expect(seen.find('[data-field="pressure"] .fault').exists()).toBe(false)
  })
})

it('sends whole numbers as numbers, decimals as text, and what is no number as it was typed', () => {
  expect(answers(type, { pressure: '120', weight: '56.50', next: '' })).toEqual({ pressure: 120, weight: '56.50' })
  expect(answers(type, { pressure: 'abc', danger: false })).toEqual({ pressure: 'abc', danger: false })
})

// SPDX-License-Identifier: Apache-2.0
