// The hand-written pass: src/bench/by_hand.cpp.
import { join } from 'node:path'
import { Talk, median } from './common.mjs'

// A few thousandths of a second depend on what the caches hold, so this and Anyu compute three times in each of their turns.
export const repeats = 3

export async function open({ folder, build }) {
  const talk = new Talk(join(build, 'anyu-bench-by-hand'), [folder])
  const loaded = JSON.parse(await talk.line())
  return {
    name: 'By hand, C++',
    records: loaded.records,
    bytesPerRecord: loaded.bytes_per_record,
    note: `median of ${repeats} in a row`,
    async round() {
      const each = []
      let said
      while (each.length < repeats) {
        talk.send('once\n')
        said = JSON.parse(await talk.line())
        each.push(said.seconds)
      }
      return { seconds: median(each), each, checksums: said.checksums }
    },
    close: () => talk.close(),
  }
}

// SPDX-License-Identifier: Apache-2.0
