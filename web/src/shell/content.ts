// What the packs declare, by id.
import { computed, shallowRef } from 'vue'
import type { Content } from '@/api/shapes'
import { say } from '@/locales/words'

export const content = shallowRef<Content>({ programmes: [], record_types: [], indicators: [], schedules: [], schemes: [] })

const byId = <Thing extends { id: string }>(list: () => Thing[]) => {
  const found = computed(() => new Map(list().map((thing) => [thing.id, thing])))
  return (id: string) => found.value.get(id)
}

export const recordType = byId(() => content.value.record_types)
export const indicatorOf = byId(() => content.value.indicators)
export const schemeOf = byId(() => content.value.schemes)
export const programmeOf = byId(() => content.value.programmes)
export const scheduleOf = byId(() => content.value.schedules)

export const programmeName = (id: string) => say(programmeOf(id)?.name) || id
export const typeName = (id: string) => say(recordType(id)?.name) || id
export const scheduleName = (id: string) => say(scheduleOf(id)?.name) || id
export const stepName = (schedule: string, step: string) =>
  say(scheduleOf(schedule)?.steps.find(({ id }) => id === step)?.name) || step

/** Things in the order in which the packs name their programmes. */
export function byProgramme<Thing>(things: Thing[], programme: (thing: Thing) => string) {
  const groups = new Map<string, Thing[]>(content.value.programmes.map(({ id }) => [id, []]))
  for (const thing of things) {
    const id = programme(thing)
    if (!groups.has(id)) groups.set(id, [])
    groups.get(id)!.push(thing)
  }
  return [...groups].filter(([, members]) => members.length).map(([id, members]) => ({ id, members }))
}

// SPDX-License-Identifier: Apache-2.0
