import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { api, ApiError } from '@/api/client'
import { mounted } from '@/testing/mounted'
import LoginPage from './LoginPage.vue'

beforeEach(() => void vi.restoreAllMocks())

it('lets browsers fill in the name and the password', () => {
  const seen = mounted(LoginPage)
  expect(seen.get('label[for="user"]').text()).toBe('User name')
  expect(seen.get('#user').attributes('autocomplete')).toBe('username')
  expect(seen.get('#password').attributes('autocomplete')).toBe('current-password')
})

it('shows what the server says, in the language on the screen', async () => {
  vi.spyOn(api, 'logIn').mockRejectedValue(new ApiError('unauthenticated', { zh: '密码不对', en: 'Wrong password' }))
  const seen = mounted(LoginPage)
  await seen.get('#user').setValue('li')
  await seen.get('#password').setValue('x')
  await seen.get('form').trigger('submit')
  await flushPromises()
  expect(seen.get('[role="alert"]').text()).toBe('Wrong password')
  await seen.get('[data-testid="language-zh"]').trigger('click')
  expect(seen.get('[role="alert"]').text()).toBe('密码不对')
  expect(localStorage.getItem('anyu.language')).toBe('zh')
})

// SPDX-License-Identifier: Apache-2.0
