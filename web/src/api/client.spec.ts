import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepLanguage } from '@/locales/language'
import { api, ApiError, whenSignedOut } from './client'

const answers = (status: number, body?: unknown) => {
  const fetch = vi.fn(async (_address: string, _init: RequestInit) => new Response(body === undefined ? null : JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', fetch)
  return fetch
}
afterEach(() => void vi.unstubAllGlobals())

describe('client', () => {
  it('sends the header no other site can send, and the language on the screen', async () => {
    keepLanguage('zh')
    const fetch = answers(200, { persons: [], more: false })
    await api.findPersons('李 秀', 20)
    const [address, init] = fetch.mock.calls[0]!
    expect(address).toBe('/api/persons?q=%E6%9D%8E+%E7%A7%80&limit=20')
    expect(init.headers).toMatchObject({ 'X-Anyu': '1', 'Accept-Language': 'zh' })
  })

  it('throws what the server said, with its fields', async () => {
    answers(422, { error: { kind: 'invalid', zh: '错', en: 'Wrong', fields: [{ field: 'day', zh: '晚', en: 'Late' }] } })
    const error = await api.save({ type: 'a', subject: '1', day: '2025-01-01', fields: {} }).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ kind: 'invalid', words: { zh: '错', en: 'Wrong' }, fields: [{ field: 'day' }] })
  })

  it('tells a lost network from an answer nobody can read', async () => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('gone') })
    await expect(api.content()).rejects.toMatchObject({ kind: 'offline', words: null })
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
    await expect(api.content()).rejects.toMatchObject({ kind: 'unreadable' })
  })

  it('says when somebody is signed out, but not when they only ask who they are', async () => {
    const out = vi.fn()
    whenSignedOut(out)
    answers(401, { error: { kind: 'unauthenticated', zh: '', en: '' } })
    await api.session().catch(() => {})
    expect(out).not.toHaveBeenCalled()
    await api.units().catch(() => {})
    expect(out).toHaveBeenCalledOnce()
  })
})

// SPDX-License-Identifier: Apache-2.0
