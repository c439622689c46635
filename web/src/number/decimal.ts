// Decimals as text, rounded only when they are shown; never binary fractions.

type Parts = { digits: bigint, places: number }

function parts(text: string): Parts | null {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!found) return null
  const [, sign, whole = '', fraction = ''] = found
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), places: fraction.length }
}

function scaled({ digits, places }: Parts, to: number) {
  if (to >= places) return digits * 10n ** BigInt(to - places)
  const step = 10n ** BigInt(places - to)
  const half = step / 2n
  return digits < 0n ? -((-digits + half) / step) : (digits + half) / step
}

function written(digits: bigint, places: number) {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const whole = text.slice(0, text.length - places).replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = digits < 0n ? '−' : ''
  return places ? `${sign}${whole}.${text.slice(text.length - places)}` : sign + whole
}

/** Rounded half away from zero, thousands parted by commas; text that is no decimal is given back as it is. */
export function rounded(text: string, places: number) {
  const read = parts(text)
  return read ? written(scaled(read, places), places) : text
}

/** As `rounded`, without the zeros at its end. */
export function plain(text: string, most = 4) {
  const shown = rounded(text, most)
  return shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown
}

/** `a - b`, exact. */
export function difference(a: string, b: string) {
  const [x, y] = [parts(a), parts(b)]
  if (!x || !y) return null
  const places = Math.max(x.places, y.places)
  return written(scaled(x, places) - scaled(y, places), places).replaceAll(',', '').replace('−', '-')
}

/** Below, at or above zero. */
export function sign(text: string) {
  const read = parts(text)
  return !read || read.digits === 0n ? 0 : read.digits < 0n ? -1 : 1
}

/** Order of two decimals, from low to high; what is missing comes last. */
export function order(a: string | undefined, b: string | undefined) {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return sign(difference(a, b) ?? '0')
}

// SPDX-License-Identifier: Apache-2.0
