import { expect, test } from 'vitest'
import type { Plan } from '#db/plan.ts'
import { labelled, pick } from '#jobs/kit/answer/choices.ts'

const plans = (...labels: string[]) =>
  labels.map((label): { label: string; plan: Plan } => ({ label, plan: { dataset: label } }))
const labels = (...sentences: string[]) => labelled(plans(...sentences)).map(({ label }) => label)

test('what tells readings apart is on the buttons', () => {
  expect(labels('Revenue by branch, this month', 'Target by branch, this month')).toEqual(['Revenue', 'Target'])
  expect(labels('Revenue where branch is Jakarta, last month', 'Revenue where city is Jakarta, last month')).toEqual([
    'Branch',
    'City',
  ])
})

test('one clause may tell them apart where several differ', () => {
  expect(labels('Revenue by branch, the lowest', 'Expenses by branch, the highest')).toEqual(['Revenue', 'Expenses'])
})

test('one reading is a yes', () => expect(labels('Revenue by branch')).toEqual(['Yes']))

test('where nothing short tells them apart, short ones stand as they are and long ones are numbered', () => {
  expect(labels('Revenue', 'Revenue by branch')).toEqual(['Revenue', 'Revenue by branch'])
  const long = 'Earliest opening day of each of our branches, and orders'
  expect(labels(long, `${long} by branch and channel of the order`)).toEqual(['1', '2'])
})

test('a choice is meant by its button, its number or all its words, and by nothing else', () => {
  const doubt = { run: 'r', conversation: 'c', question: 'q', at: 1 }
  const choices = labelled(plans('Revenue by branch', 'Target by branch'))
  for (const said of ['Target', 'target', '2', 'Target by branch'])
    expect(pick({ ...doubt, choices }, said)).toEqual({ dataset: 'Target by branch' })
  for (const said of ['3', '0', 'targets', 'target by city', ''])
    expect(pick({ ...doubt, choices }, said)).toBeUndefined()
})
