import { afterAll, describe, expect, test } from 'vitest'
import { runPlan } from '#db/plan/run.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readQuestion } from '#db/question/question.ts'
import { inferDatasets } from '#db/question/schema/infer.ts'
import { readValues } from '#db/question/values.ts'
import { casesOf } from './families.ts'
import { sameAnswer } from './same.ts'
import { SLOTS } from './slots.ts'
import { build, readerOf } from './world.ts'
import { WORLDS } from './worlds.ts'

const tally = { right: 0, wrong: [] as string[], refused: [] as string[] }

describe.each(SLOTS)('questions about $world', (slots) => {
  test('are answered rightly or not at all', async () => {
    const world = WORLDS.find((each) => each.name === slots.world)!
    const db = build(world)
    const reader = readerOf(db)
    const datasets = await inferDatasets(reader)
    const known = {
      datasets,
      atlas: makeAtlas(datasets),
      values: await readValues(reader, datasets),
      now: new Date(world.today),
      zone: 'UTC',
      weekStart: 'monday' as const,
    }
    const wrong: string[] = []
    for (const { ask, sql, ordered } of casesOf(slots)) {
      const read = readQuestion(ask, known)
      if (read.kind !== 'plan') {
        tally.refused.push(
          `${slots.world}: ${ask} — ${read.kind === 'refused' ? read.why : read.choices.map((each) => each.label).join(' | ')}`,
        )
        continue
      }
      const answer = await runPlan(reader, read.plan, datasets)
      const gold = db.prepare(sql).raw(true).all() as unknown[][]
      if (sameAnswer(answer.rows, gold, ordered)) tally.right++
      else wrong.push(`${slots.world}: ${ask} — ${answer.sql.replace(/\s+/g, ' ')}`)
    }
    tally.wrong.push(...wrong)
    expect(wrong).toEqual([])
  })

  test('about what is not there are refused', async () => {
    const db = build(WORLDS.find((each) => each.name === slots.world)!)
    const reader = readerOf(db)
    const datasets = await inferDatasets(reader)
    const known = {
      datasets,
      atlas: makeAtlas(datasets),
      values: await readValues(reader, datasets),
      now: new Date('2024-01-01'),
      zone: 'UTC',
      weekStart: 'monday' as const,
    }
    const asks = slots.nonsense.flatMap((word) => [
      `What is the average ${word} by ${slots.groups[0]!.say}?`,
      `Which ${word} has the most ${slots.thing.many || slots.sums[0]!.say}?`,
      `total ${word}`,
    ])
    const answered = asks.filter((ask) => readQuestion(ask, known).kind === 'plan')
    expect(answered).toEqual([])
  })
})

afterAll(() => {
  const all = tally.right + tally.wrong.length + tally.refused.length
  if (process.env.SHOW)
    console.log(
      `${tally.right} right, ${tally.wrong.length} wrong, ${tally.refused.length} refused of ${all}\n${tally.refused.join('\n')}`,
    )
  expect(tally.right / all).toBeGreaterThan(0.9)
})
