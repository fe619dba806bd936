import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { startOllama } from '#demo/ollama/server.ts'
import { tempDir } from '#test/kit/house.ts'

const MAIN = new URL('../../jobs/eval/main.ts', import.meta.url).pathname
const QUESTIONS = [
  { id: 'q1', question: 'total amount by city' },
  { id: 'q2', question: 'zorgvuldig of every city' },
]

/** A file of cafés that nobody described, and what became of the questions. */
async function evaluate(more: string[] = [], env: Record<string, string> = {}) {
  const folder = tempDir()
  const [db, questions, out] = ['cafe.sqlite', 'questions.jsonl', 'answers.jsonl'].map((name) => join(folder, name))
  const made = new SQLite(db!)
  made.exec('CREATE TABLE payments (payment_id INTEGER PRIMARY KEY, city TEXT, amount REAL)')
  const add = made.prepare('INSERT INTO payments (city, amount) VALUES (?, ?)')
  for (const [city, amount] of [
    ['Bandung', 10],
    ['Bandung', 20],
    ['Jakarta', 5],
  ])
    add.run(city, amount)
  made.close()
  writeFileSync(questions!, QUESTIONS.map((each) => JSON.stringify(each)).join('\n'))
  const args = [MAIN, '--db', db!, '--questions', questions!, '--out', out!, ...more]
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } })
  return readFileSync(out!, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('questions of a file are answered from tables nobody described, or refused with a reason', async () => {
  const [sure, strange] = await evaluate()
  expect(sure).toMatchObject({ id: 'q1', via: 'reader', refused: false, sql: expect.stringContaining('SELECT') })
  expect(sure.rows).toEqual([
    ['Bandung', 30],
    ['Jakarta', 5],
  ])
  expect(strange).toMatchObject({ id: 'q2', refused: true, rows: null, why: expect.stringContaining('zorgvuldig') })
})

test('with --model, what the reader leaves open is asked of the model that is set', async () => {
  const form = (schema: string) =>
    schema.includes('payments') ? { dataset: 'payments', measures: ['total amount'], by: ['city'] } : {}
  const server = await startOllama({
    models: ['demo:4b'],
    reply: (asked, schema) => {
      if (asked.includes('"colour":"red"')) return '{"colour":"red","count":3}'
      return asked.includes('Say hello') ? 'Hello!' : JSON.stringify(form(JSON.stringify(schema)))
    },
  })
  onTestFinished(() => server.stop())
  const [sure, strange] = await evaluate(['--model'], { OLLAMA_URL: server.url, OLLAMA_MODEL: 'demo:4b' })
  expect(sure).toMatchObject({ via: 'reader' })
  expect(strange).toMatchObject({ via: 'model', refused: false, rows: sure.rows })
})
