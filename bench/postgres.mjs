// PostgreSQL: a cluster of its own in a folder of its own, reached through a socket there, ended by its number.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { Talk, checksumsOf, sql } from './common.mjs'

function programs() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((x, y) => y - x) : []
  return versions.length ? join(debian, versions[0], 'bin') : execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
}

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds))

export async function open({ folder, temp, threads }) {
  const bin = programs()
  const home = join(temp, 'postgres')
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const root = process.getuid() === 0
  const who = {}
  if (root) {
    // The server refuses to run as root, so it runs as Debian's user for it; the folders above must let it through.
    who.uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
    who.gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }))
    chownSync(home, who.uid, who.gid)
    chmodSync(temp, 0o711)
  }
  const data = join(home, 'data')
  const env = { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' }
  const words = ['-D', data, '-U', 'bench', '--auth=trust', '--no-sync']
  execFileSync(join(bin, 'initdb'), words, { ...who, cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const gigabytes = Math.max(2, Math.floor(totalmem() / 2 ** 30))
  const settings = {
    listen_addresses: '', unix_socket_directories: home,
    fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off',
    shared_buffers: `${Math.min(8, Math.floor(gigabytes / 4))}GB`, effective_cache_size: `${Math.floor(gigabytes / 2)}GB`,
    work_mem: '512MB', hash_mem_multiplier: '2', maintenance_work_mem: '2GB', max_wal_size: '8GB', checkpoint_timeout: '30min',
    max_parallel_workers: threads, max_parallel_workers_per_gather: threads, max_parallel_maintenance_workers: threads,
    random_page_cost: '1.1', parallel_setup_cost: '100', jit: 'off',
  }
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = new Talk(join(bin, 'postgres'), ['-D', data, ...set], { ...who, cwd: home })
  const stop = async (talk) => {
    if (talk) await talk.close()
    server.process.kill('SIGINT')
    await server.ended
    rmSync(home, { recursive: true, force: true })
  }
  try {
    for (let i = 0; !existsSync(join(home, '.s.PGSQL.5432')) && !server.over && i < 300; ++i) await pause(100)
    if (server.over) throw new Error(`PostgreSQL did not begin: ${server.said.slice(0, 2000)}`)
  } catch (error) {
    await stop()
    throw error
  }
  let talk
  const ask = async (text) => {
    talk.send(`${text}\n\\echo anyu-done\n`)
    return talk.until('anyu-done')
  }
  const begin = async () => {
    for (let i = 0; ; ++i) {
      talk = new Talk('psql', ['-XqAt', '-h', home, '-U', 'bench', '-v', 'ON_ERROR_STOP=1', 'postgres'], { cwd: home })
      try {
        await ask('SET client_min_messages = error;')
        return
      } catch (error) {
        if (i === 30) throw error
        await pause(200)
      }
    }
  }
  try {
    await begin()
    const [version] = await ask('SHOW server_version;')
    await ask(sql('postgres-load.sql', { FOLDER: folder }))
    const compute = sql('postgres.sql')
    const checksums = sql('checksums.sql')
    return {
      name: `PostgreSQL ${version.split(' ')[0]}`,
      ask,
      async round() {
        const start = performance.now()
        await ask(compute)
        return { seconds: (performance.now() - start) / 1000, checksums: checksumsOf(await ask(checksums)) }
      },
      cells: async () => (await ask('SELECT * FROM res ORDER BY ind, village, mon;')).map((line) => line.replaceAll('|', ',')),
      close: () => stop(talk),
    }
  } catch (error) {
    await stop(talk)
    throw error
  }
}

// SPDX-License-Identifier: Apache-2.0
