import { expect, it } from 'vitest'
import { shades } from './shade'

it('parts the values shown into equal steps, and leaves out what is missing', () => {
  expect(shades(['0', '19.9', '20', '99', '100', undefined])).toEqual([0, 0, 1, 4, 4, null])
  expect(shades(['7', '7'])).toEqual([2, 2])
  expect(shades([undefined])).toEqual([null])
})

// SPDX-License-Identifier: Apache-2.0
