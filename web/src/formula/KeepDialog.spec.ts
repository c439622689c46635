import { beforeAll, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { mounted } from '@/testing/mounted'
import KeepDialog from './KeepDialog.vue'

beforeAll(() => { HTMLDialogElement.prototype.showModal ??= () => {} })

it('asks for what is empty before it sends, and shows what the server finds', async () => {
  const seen = mounted(KeepDialog, { open: true, programme: 'maternal', faults: [], error: null, busy: false, kept: '' })
  await nextTick()
  await seen.find('form').trigger('submit')
  expect(seen.emitted('keep')).toBeUndefined()
  expect(seen.findAll('[aria-invalid]')).toHaveLength(4)
  for (const [key, text] of [['id', 'mine'], ['name_zh', '甲'], ['name_en', ' Mine '], ['source', 'asked']]) await seen.find(`#keep-${key}`).setValue(text)
  await seen.find('form').trigger('submit')
  expect(seen.emitted('keep')![0]).toEqual([{ id: 'mine', name_zh: '甲', name_en: 'Mine', programme: 'maternal', better: 'neither', source: 'asked' }])
  await seen.setProps({ faults: [{ key: 'id', character: 0, says: { zh: '已有', en: 'taken' } }, { key: 'count', character: 2, says: { zh: '错', en: 'wrong' } }] })
  expect(seen.find('#keep-id-fault').text()).toBe('taken')
  expect(seen.find('[role=alert]').text()).toBe('wrong')
  await seen.setProps({ kept: 'mine' })
  expect(seen.find('[data-testid=kept]').text()).toContain('next start')
})

// SPDX-License-Identifier: Apache-2.0
