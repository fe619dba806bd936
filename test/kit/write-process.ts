import { openStore } from '#db/open.ts'
import { write } from '#db/write.ts'
import { manyOrders, orders } from './orders.ts'

// A process of its own that writes orders: PATH RUN FIRST COUNT. Tells its parent when a batch is stored.

const [path, run, first, count] = process.argv.slice(2) as [string, string, string, string]
const store = openStore(path)
const written = await write(
  store,
  orders,
  manyOrders(Number(first), Number(count), { branch: run }),
  { id: run },
  {
    onProgress: ({ total }) => process.send?.({ total }),
  },
)
process.send?.({ written })
store.close()
process.disconnect?.()
