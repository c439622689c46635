import { expect, it } from 'vitest'
import en from './en.json'
import zh from './zh.json'

type Tree = { [key: string]: string | Tree }
const leaves = (tree: Tree, path = ''): [string, string][] => Object.entries(tree).flatMap(([key, value]) =>
  typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`))
const [chinese, english] = [new Map(leaves(zh)), new Map(leaves(en))]
const sources: { [path: string]: string } = import.meta.glob('../**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true })

it('has every word in both languages, with the same blanks to fill', () => {
  expect([...chinese.keys()]).toEqual([...english.keys()])
  const blanks = (text = '') => new Set(text.match(/\{\w+\}/g))
  for (const [key, text] of chinese) expect(blanks(english.get(key)), key).toEqual(blanks(text))
})

it('has every word that a page asks for', () => {
  for (const [path, source] of Object.entries(sources)) {
    for (const [, key] of source.matchAll(/\bt\('([\w.]+)'/g)) expect(english.has(key!), `${key} in ${path}`).toBe(true)
  }
})

it('keeps words out of components', () => {
  for (const [path, source] of Object.entries(sources)) {
    if (path.endsWith('.vue')) expect(source, path).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

// SPDX-License-Identifier: Apache-2.0
