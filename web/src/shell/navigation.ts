// The four stages of the loop and who sees them.
import type { Right, Session } from '@/api/shapes'

export type Stage = { id: 'collect' | 'decide' | 'deliver' | 'assess', path: string, needs: Right[] }

/** A stage is shown to those who hold any of its rights. */
export const stages: Stage[] = [
  { id: 'collect', path: '/collect', needs: ['see_people', 'enter'] },
  { id: 'decide', path: '/decide', needs: ['see_figures'] },
  { id: 'deliver', path: '/deliver', needs: ['see_people'] },
  { id: 'assess', path: '/assess', needs: ['assess', 'see_figures'] },
]

export const stagesOf = (who: Session) => stages.filter(({ needs }) => needs.some((right) => who.may.includes(right)))

const FIRST = { village: 'deliver', township: 'deliver', county: 'decide', assessor: 'assess', administrator: 'decide' }

/** Where a day begins: with the worklist for those who visit, with the figures for those who steer. */
export function firstPage(who: Session) {
  const mine = stagesOf(who)
  return (mine.find(({ id }) => id === FIRST[who.role]) ?? mine[0])?.path ?? '/nothing'
}

// SPDX-License-Identifier: Apache-2.0
