// Anyu itself: `anyu bench`, which makes the same register from the same seed and says what it took.
import { spawnSync } from 'node:child_process'
import { repeats } from './by-hand.mjs'
import { median } from './common.mjs'

export async function open({ anyu, women, seed }) {
  if (!anyu) throw new Error('left out: give it with --anyu BINARY')
  if (!women) throw new Error('left out: it makes its own register, so it has no part in --folder')
  const ask = (times) => {
    const words = ['bench', '--women', women, '--seed', seed, '--rounds', times, '--json'].map(String)
    const ran = spawnSync(anyu, words, { encoding: 'utf8', maxBuffer: 1 << 26 })
    if (ran.error) throw new Error(`left out: ${anyu} cannot be run (${ran.error.code})`)
    if (ran.status !== 0) throw new Error(`left out: \`anyu bench\` ended with ${ran.status}: ${ran.stderr.trim().split('\n')[0]}`)
    return JSON.parse(ran.stdout.slice(ran.stdout.indexOf('{')))
  }
  const first = ask(1)
  return {
    name: 'Anyu',
    note: `started anew for each round; median of ${repeats} in a row`,
    bytesPerRecord: first.bytes_per_record,
    async round() {
      const said = ask(repeats)
      return { seconds: median(said.compute_seconds), each: said.compute_seconds, checksums: said.checksums }
    },
    async close() {},
  }
}

// SPDX-License-Identifier: Apache-2.0
