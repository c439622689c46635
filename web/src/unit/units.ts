// The units of my subtree and where they hang.
import { computed, shallowRef } from 'vue'
import type { Unit } from '@/api/shapes'
import { say } from '@/locales/words'

export const units = shallowRef<Unit[]>([])
const byCode = computed(() => new Map(units.value.map((unit) => [unit.code, unit])))

export const unitOf = (code: string) => byCode.value.get(code)
export const unitName = (code: string) => say(unitOf(code)?.name) || code

/** The unit and those above it, as far as I see them, lowest first. */
export function lineOf(code: string) {
  const line: Unit[] = []
  for (let unit = unitOf(code); unit && !line.includes(unit); unit = unit.parent ? unitOf(unit.parent) : undefined) line.push(unit)
  return line
}

export const isWithin = (code: string, above: string) => lineOf(code).some((unit) => unit.code === above)

/** Every unit with its depth, children under their parent. */
export const tree = computed(() => {
  const below = new Map<string | null, Unit[]>()
  for (const unit of units.value) {
    const parent = unit.parent && byCode.value.has(unit.parent) ? unit.parent : null
    below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  const rows: { unit: Unit, depth: number }[] = []
  const walk = (parent: string | null, depth: number) => {
    for (const unit of below.get(parent) ?? []) {
      rows.push({ unit, depth })
      walk(unit.code, depth + 1)
    }
  }
  walk(null, 0)
  return rows
})

const parents = computed(() => new Set(units.value.map(({ parent }) => parent)))

/** Where people live: nothing hangs below it, and it is no station or hospital. */
export const isLowest = (unit: Unit) => unit.level !== 'facility' && !parents.value.has(unit.code)

// SPDX-License-Identifier: Apache-2.0
