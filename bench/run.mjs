// Makes a register, loads it into every engine, lets them take turns, and tells their times and whether they agree.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { difference, here, median } from './common.mjs'

const engines = ['by-hand', 'anyu', 'duckdb', 'postgres', 'sqlite']
const slow = new Set(['postgres', 'sqlite'])
const usage = `bench/run [options]
  --women N       how many women the register has (default 10000); 50 records for each
  --seed S        another register of that size (default 1)
  --rounds R      how often each engine computes, taking turns (default 5)
  --folder F      a register that is there already, such as shared/bench30/small, instead of a made-up one
  --anyu BINARY   Anyu's binary; without it Anyu is left out
  --engines LIST  of ${engines.join(',')} (default: all)
  --once-above N  above so many women PostgreSQL and SQLite compute once (default 300000)
  --threads T     for DuckDB, and PostgreSQL's workers (default 2; by hand has 2 always)
  --build FOLDER  where the two C++ programs are built (default build/bench)
  --temp FOLDER   where data and databases lie meanwhile (default: the system's)`

const { values: given } = parseArgs({
  options: {
    women: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, rounds: { type: 'string', default: '5' },
    folder: { type: 'string' }, anyu: { type: 'string' }, engines: { type: 'string', default: engines.join(',') },
    'once-above': { type: 'string', default: '300000' }, threads: { type: 'string', default: '2' },
    build: { type: 'string', default: join(here, '..', 'build', 'bench') }, temp: { type: 'string', default: tmpdir() },
    help: { type: 'boolean', default: false },
  },
})
if (given.help) {
  console.log(usage)
  process.exit(0)
}
function whole(name, least) {
  const number = Number(given[name])
  if (Number.isInteger(number) && number >= least) return number
  console.error(`--${name} is a whole number of at least ${least}, not "${given[name]}".\n${usage}`)
  process.exit(2)
}
const rounds = whole('rounds', 1)
const seed = whole('seed', 0)
const threads = whole('threads', 1)
const women = given.folder ? 0 : whole('women', 1)
const onceAbove = whole('once-above', 0)
const wanted = ['by-hand', ...given.engines.split(',').filter((name) => name && name !== 'by-hand')]
const unknown = wanted.filter((name) => !engines.includes(name))
if (unknown.length) {
  console.error(`There is no engine "${unknown[0]}".\n${usage}`)
  process.exit(2)
}
const say = (text) => console.error(text)

const build = resolve(given.build)
const quiet = { stdio: ['ignore', 'ignore', 'inherit'] }
try {
  if (!existsSync(join(build, 'CMakeCache.txt'))) {
    const options = ['-DCMAKE_BUILD_TYPE=Release', '-DCMAKE_CXX_FLAGS_RELEASE=-O2', '-DANYU_PAGES=OFF', '-DANYU_TESTS=OFF']
    execFileSync('cmake', ['-S', join(here, '..'), '-B', build, ...options], quiet)
  }
  execFileSync('cmake', ['--build', build, '--target', 'anyu-bench-data', 'anyu-bench-by-hand'], quiet)
} catch {
  say(`The two C++ programs could not be built in ${build}; what CMake says stands above.`)
  process.exit(1)
}

const temp = mkdtempSync(join(resolve(given.temp), 'anyu-bench-'))
const opened = []
let ending
function end() {
  ending ??= (async () => {
    for (const { engine } of opened) await engine.close().catch((error) => say(error.message))
    rmSync(temp, { recursive: true, force: true })
  })()
  return ending
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end().then(() => process.exit(130)))

let failed = false
try {
  let folder = given.folder && resolve(given.folder)
  if (!folder) {
    folder = join(temp, 'register')
    say(`making a register of ${women} women …`)
    execFileSync(join(build, 'anyu-bench-data'), [String(women), folder, String(seed)], quiet)
  }
  const left = []
  for (const name of wanted) {
    say(`loading into ${name} …`)
    try {
      const { open } = await import(`./${name}.mjs`)
      const engine = await open({ folder, build, temp, threads, women, seed, anyu: given.anyu && resolve(given.anyu) })
      opened.push({ id: name, engine, rounds: [], wrong: null })
    } catch (error) {
      if (name === 'by-hand') throw error
      if (name !== 'anyu' || given.anyu) failed = failed || !error.message.startsWith('left out')
      left.push(`${name}: ${error.message}`)
      say(`${name}: ${error.message}`)
    }
  }

  let truth = existsSync(join(folder, 'expected.csv')) ? sumsOf(join(folder, 'expected.csv')) : null
  for (let round = 0; round < rounds; ++round)
    for (const one of opened) {
      if (one.wrong || (round > 0 && slow.has(one.id) && women > onceAbove)) continue
      const { seconds, checksums, each } = await one.engine.round()
      truth ??= checksums
      one.wrong = difference(truth, checksums)
      if (one.wrong) {
        failed = true
        say(`${one.engine.name} is wrong: ${one.wrong}`)
        continue
      }
      one.rounds.push(seconds)
      if (each) (one.each ??= []).push(each)
      say(`round ${round + 1}: ${one.engine.name.padEnd(18)} ${seconds.toFixed(4)} s`)
    }
  report(opened, left, truth)
} catch (error) {
  failed = true
  say(error.stack)
} finally {
  await end()
}
process.exitCode = failed ? 1 : 0

/** What expected.csv says, as an engine would. */
function sumsOf(file) {
  const sums = []
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [ind, village, mon, num, den] = line.split(',').map(BigInt)
    const sum = (sums[Number(ind) - 1] ??= { ind, cells: 0n, num: 0n, den: 0n, hash: 0n })
    sum.cells += 1n
    sum.num += num
    sum.den += den
    sum.hash += (31n * num + 17n * den) * (60n * village + mon + 1n)
  }
  return sums
}

function report(all, left, sums) {
  const records = all[0].engine.records
  const rows = all.map((one) => ({
    engine: one.engine.name,
    seconds: one.wrong ? null : median(one.rounds),
    rounds: one.wrong ? [] : one.rounds,
    ...(one.each && { each: one.each }),
    wrong: one.wrong,
    bytes_per_record: one.engine.bytesPerRecord ?? null,
    note: [one.engine.note, one.rounds.length === 1 && rounds > 1 && 'one round only'].filter(Boolean).join('; '),
  }))
  rows.sort((x, y) => (x.seconds ?? Infinity) - (y.seconds ?? Infinity))
  const fastest = rows[0].seconds
  for (const row of rows) row.ratio = row.seconds === null ? null : row.seconds / fastest

  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${gigabytes} GiB, Linux ${release()}`
  const of = women ? `${women} women` : given.folder
  console.log(`\nThirty indicators, 60 months, every village; ${of}, ${records} records; medians of ${rounds} rounds in turn.`)
  console.log(`${machine}.\n`)
  console.log('| engine | seconds | times the fastest | fastest to slowest round | |\n|---|---:|---:|---|---|')
  for (const row of rows) {
    if (row.wrong) console.log(`| ${row.engine} | wrong | | | ${row.wrong} |`)
    else {
      const spread = `${Math.min(...row.rounds).toFixed(4)} to ${Math.max(...row.rounds).toFixed(4)}`
      console.log(`| ${row.engine} | ${row.seconds.toFixed(4)} | ${row.ratio.toFixed(1)} | ${spread} | ${row.note} |`)
    }
  }
  for (const line of left) console.log(`\n${line}`)
  if (!rows.some((row) => row.wrong)) console.log('\nEvery engine listed found the same cells.')

  const file = join(here, `results-${women || 'folder'}.json`)
  const plain = (key, value) => (typeof value === 'bigint' ? Number(value) : value)
  const checksums = sums.map((row) => ({ ...row, hash: BigInt(row.hash) % 1000000007n }))
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])))
  const told = { women, seed, records, machine, when: new Date().toISOString(), threads, engines: rows, left_out: left, checksums }
  writeFileSync(file, `${JSON.stringify(told, plain, 1)}\n`)
  console.log(`\nWritten to ${file}`)
}

// SPDX-License-Identifier: Apache-2.0
