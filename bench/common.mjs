// What the engines share: their SQL, a process that answers line by line, and the comparison.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const here = dirname(fileURLToPath(import.meta.url))

/** A file of sql/, its placeholders filled in. */
export function sql(file, values = {}) {
  let text = readFileSync(join(here, 'sql', file), 'utf8')
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(name, value)
  return text
}

/** A program that is sent text and answers in lines. */
export class Talk {
  constructor(command, words, options = {}) {
    this.process = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
    this.said = ''
    this.process.stderr.on('data', (text) => (this.said += text))
    this.process.stdin.on('error', () => {})
    this.lines = []
    this.waiting = null
    this.ended = new Promise((done) => {
      this.process.on('error', (error) => ((this.said += error.message), this.#end(done)))
      this.process.on('close', () => this.#end(done))
    })
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      this.lines.push(line)
      this.waiting?.()
    })
  }
  #end(done) {
    this.over = true
    this.waiting?.()
    done()
  }
  send(text) {
    this.process.stdin.write(text)
  }
  async line() {
    while (!this.lines.length) {
      if (this.over) throw new Error(`${this.process.spawnfile} ended: ${this.said.trim().slice(0, 2000)}`)
      await new Promise((wake) => (this.waiting = wake))
    }
    return this.lines.shift()
  }
  /** The lines before the one that says `end`. */
  async until(end) {
    const lines = []
    for (let line = await this.line(); line !== end; line = await this.line()) lines.push(line)
    return lines
  }
  async close() {
    this.process.stdin.end()
    await this.ended
  }
}

/** Checksums as one line of text for each indicator. */
export function told(checksums) {
  return checksums.map((row) => {
    const hash = BigInt(row.hash) % 1000000007n
    return `${row.ind}: ${row.cells} cells, ${row.num} of ${row.den}, ${hash}`
  })
}

export function checksumsOf(lines, at = '|') {
  return lines.map((line) => {
    const [ind, cells, num, den, hash] = line.split(at)
    return { ind, cells, num, den, hash }
  })
}

/** What is wrong with one engine's cells beside another's; nothing if they agree. */
export function difference(ours, theirs) {
  const left = told(ours)
  const right = told(theirs)
  for (let i = 0; i < Math.max(left.length, right.length); ++i)
    if (left[i] !== right[i]) return `by hand ${left[i] ?? 'nothing'}; here ${right[i] ?? 'nothing'}`
  return null
}

export function median(values) {
  const sorted = [...values].sort((x, y) => x - y)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

// SPDX-License-Identifier: Apache-2.0
