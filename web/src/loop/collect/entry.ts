// Saving a new record: the draft that survives, the faults the server finds, and where to go after.
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api, ApiError } from '@/api/client'
import type { FieldFault, RecordType } from '@/api/shapes'
import { answers } from '@/record/answers'
import { dropDraft, keepDraft, keptDraft, type Draft } from '@/record/draft'
import { session, today } from '@/shell/session'
import { toast } from '@/shell/toasts'

export function useEntry(type: RecordType, subject: string, unit: string) {
  const { t } = useI18n()
  const router = useRouter()
  const user = session.value?.user ?? ''
  const busy = ref(false)
  const faults = shallowRef<FieldFault[]>([])
  const error = shallowRef<unknown>(null)
  const kept = keptDraft(user, subject, type.id)
  const start: Draft = kept ?? { day: today.value, unit, fields: {} }

  const typed = (draft: Draft) => keepDraft(user, subject, type.id, draft)

  async function save(draft: Draft, then: string) {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      await api.save({ type: type.id, subject, day: draft.day, unit: draft.unit, fields: answers(type, draft.fields) })
      dropDraft(user, subject, type.id)
      toast(t('record.saved'))
      await router.replace(then)
    } catch (failure) {
      faults.value = failure instanceof ApiError ? failure.fields : []
      error.value = faults.value.length ? null : failure
    } finally {
      busy.value = false
    }
  }

  return { start, resumed: kept !== null, busy, faults, error, typed, save }
}

// SPDX-License-Identifier: Apache-2.0
