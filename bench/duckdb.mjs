// DuckDB inside this process, two threads.
import { DuckDBInstance } from '@duckdb/node-api'
import { sql } from './common.mjs'

export async function open({ folder, threads }) {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const [{ version }] = (await connection.runAndReadAll('SELECT version() AS version')).getRowObjects()
  await connection.run(sql('duckdb-load.sql', { FOLDER: folder }))
  const compute = sql('duckdb.sql')
  const checksums = sql('checksums.sql')
  return {
    name: `DuckDB ${version.replace('v', '')}`,
    async round() {
      const begin = performance.now()
      await connection.run(compute)
      const seconds = (performance.now() - begin) / 1000
      const rows = (await connection.runAndReadAll(checksums)).getRowObjects()
      return { seconds, checksums: rows }
    },
    /** The cells, for a comparison one by one. */
    async cells() {
      const rows = (await connection.runAndReadAll('SELECT * FROM res ORDER BY ind, village, mon')).getRows()
      return rows.map((row) => row.join(','))
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

// SPDX-License-Identifier: Apache-2.0
