// Days as `2025-03-01`, without hours and time zones.
import type { Language } from '@/locales/language'

const locale = { zh: 'zh-CN', en: 'en-GB' }
const date = (day: string) => new Date(`${day}T00:00:00Z`)

/** `2025年3月1日`, `1 Mar 2025`. */
export function dayText(day: string, language: Language) {
  return new Intl.DateTimeFormat(locale[language], { timeZone: 'UTC', year: 'numeric', month: language === 'zh' ? 'long' : 'short', day: 'numeric' }).format(date(day))
}

/** A moment as it was on this clock. */
export function momentText(moment: string, language: Language) {
  return new Intl.DateTimeFormat(locale[language], { year: 'numeric', month: language === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(moment))
}

/** How many days later `to` is than `from`. */
export const daysBetween = (from: string, to: string) => Math.round((date(to).getTime() - date(from).getTime()) / 86_400_000)

/** The day so many days earlier. */
export const dayBefore = (day: string, days: number) => new Date(date(day).getTime() - days * 86_400_000).toISOString().slice(0, 10)

/** Completed years of life on a day. */
export function ageOn(day: string, birth: string) {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

// SPDX-License-Identifier: Apache-2.0
