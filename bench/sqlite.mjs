// SQLite through its shell, one thread (and one more that may sort).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Talk, checksumsOf, sql } from './common.mjs'

export async function open({ folder, temp }) {
  const file = join(temp, 'register.sqlite')
  rmSync(file, { force: true })
  const talk = new Talk('sqlite3', ['-batch', file])
  const ask = async (text) => {
    talk.send(`${text}\n.print anyu-done\n`)
    const lines = await talk.until('anyu-done')
    if (talk.said) throw new Error(`SQLite says: ${talk.said.slice(0, 2000)}`)
    return lines
  }
  const [version] = await ask('SELECT sqlite_version();')
  await ask(sql('sqlite-load.sql', { FOLDER: folder }))
  const compute = sql('sqlite.sql')
  const checksums = sql('checksums.sql')
  return {
    name: `SQLite ${version}`,
    async round() {
      const begin = performance.now()
      await ask(compute)
      return { seconds: (performance.now() - begin) / 1000, checksums: checksumsOf(await ask(checksums)) }
    },
    cells: () => ask(".separator ','\nSELECT * FROM res ORDER BY ind, village, mon;"),
    async close() {
      await talk.close()
      rmSync(file, { force: true })
    },
  }
}

// SPDX-License-Identifier: Apache-2.0
