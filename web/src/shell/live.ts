// The stream of changes: pages hear of it and fetch again what they show.
import { onScopeDispose, ref } from 'vue'
import { api } from '@/api/client'
import { isWithin, unitOf } from '@/unit/units'
import { throttled } from './throttle'

/** What happened, without anything personal. */
export type News = { change: number, units: string[], indicators: string[], type?: string }
type Listener = (news: News | 'missed') => void

export const connected = ref(false)
const listeners = new Set<Listener>()
let stream: EventSource | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let pause = 1000
let seenBefore = false

const tell = (news: News | 'missed') => listeners.forEach((hear) => hear(news))

export function openLive() {
  if (stream || typeof EventSource === 'undefined') return
  stream = api.events()
  stream.onopen = () => {
    connected.value = true
    pause = 1000
    if (seenBefore) tell('missed')
    seenBefore = true
  }
  stream.addEventListener('change', (event) => tell(JSON.parse(event.data)))
  stream.onerror = () => {
    connected.value = false
    if (stream?.readyState !== EventSource.CLOSED) return
    stream = null
    retry = setTimeout(openLive, pause)
    pause = Math.min(pause * 2, 30_000)
  }
}

export function closeLive() {
  clearTimeout(retry)
  stream?.close()
  stream = null
  seenBefore = false
  connected.value = false
}

/** Whether news may move what is shown for a unit: it lies within, or we cannot tell. */
export const touches = (news: News | 'missed', unit: string) =>
  news === 'missed' || !news.units?.length || news.units.some((code) => !unitOf(code) || isWithin(code, unit))

/** Calls `refetch`, at most once in 300 ms, for news that concerns this page. */
export function useLive(refetch: () => void, concerns: (news: News | 'missed') => boolean) {
  const { call, stop } = throttled(refetch, 300)
  const hear: Listener = (news) => { if (concerns(news)) call() }
  listeners.add(hear)
  onScopeDispose(() => {
    listeners.delete(hear)
    stop()
  })
}

// SPDX-License-Identifier: Apache-2.0
