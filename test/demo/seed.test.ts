import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import { openStore } from '#db/open.ts'
import { write } from '#db/write.ts'
import { makeCompany } from '#demo/company.ts'
import { seedRows } from '#demo/seed.ts'

const now = new Date('2026-11-20T08:00:00Z')

test('the whole company goes in by the one door, nothing rejected, and a second time nothing changes', async () => {
  const store = openStore(':memory:')
  for (const pass of ['first', 'second'])
    for (const { dataset, rows } of seedRows(makeCompany({ now }))) {
      const all = [...rows]
      const counts = await write(store, datasets.find((one) => one.name === dataset)!, all, { id: 'seed' })
      const expected = pass === 'first' ? { inserted: all.length, same: 0 } : { inserted: 0, same: all.length }
      expect(counts).toMatchObject({ ...expected, changed: 0, rejected: 0 })
    }
  store.close()
})
