export type Product = { sku: string; name: string; category: string; price: number; cost: number }

/** Whole baht and the share of the price that the goods cost us. `liked` is how often it is put in a basket. */
type Shelf = { cost: number; returned: number; items: [name: string, price: number, liked: number][] }

const shelves: Record<string, Shelf> = {
  Furniture: {
    cost: 0.58,
    returned: 0.05,
    items: [
      ['Teak Side Table', 3490, 5],
      ['Rattan Lounge Chair', 5990, 4],
      ['Teak Dining Table', 12900, 1],
      ['Woven Bar Stool', 2790, 5],
      ['Bamboo Bookshelf', 3990, 4],
      ['Mango Wood Bench', 4590, 3],
      ['Folding Screen, Three Panels, Hand Carved', 7900, 1],
    ],
  },
  Lighting: {
    cost: 0.5,
    returned: 0.04,
    items: [
      ['Rattan Pendant Lamp', 1890, 8],
      ['Paper Floor Lamp', 2290, 5],
      ['Brass Table Lamp', 1690, 6],
      ['String Lights 10 m', 490, 14],
      ['Coconut Shell Lamp', 890, 9],
      ['Lotus Lantern', 690, 11],
    ],
  },
  'Kitchen & Dining': {
    cost: 0.46,
    returned: 0.02,
    items: [
      ['Celadon Dinner Set', 3290, 6],
      ['Coconut Bowl Pair', 390, 18],
      ['Acacia Cutting Board', 690, 14],
      ['Batik Table Runner', 590, 13],
      ['Stoneware Mug', 290, 20],
      ['Mortar & Pestle', 790, 10],
      ['Bamboo Steamer', 350, 14],
    ],
  },
  'Bed & Bath': {
    cost: 0.48,
    returned: 0.03,
    items: [
      ['Cotton Bedsheet Set', 1990, 10],
      ['Silk Pillowcase', 890, 12],
      ['Linen Duvet Cover', 2890, 5],
      ['Waffle Towel Set', 990, 13],
      ['Kapok Pillow', 650, 12],
      ['Rice Bran Soap Set', 320, 16],
      ['Bath Mat', 450, 12],
    ],
  },
  Decor: {
    cost: 0.42,
    returned: 0.025,
    items: [
      ['Batik Wall Hanging', 1290, 9],
      ['Benjarong Vase', 2190, 5],
      ['Ikat Cushion Cover', 490, 17],
      ['Wayang Puppet Frame', 1590, 5],
      ['Seagrass Basket', 590, 15],
      ['Carved Mirror', 2990, 4],
      ['Lemongrass Diffuser', 790, 9],
    ],
  },
  'Garden & Outdoor': {
    cost: 0.52,
    returned: 0.035,
    items: [
      ['Terracotta Planter', 690, 12],
      ['Hammock', 1490, 8],
      ['Outdoor Lounge Set', 14900, 1],
      ['Bamboo Wind Chime', 390, 13],
      ['Solar Path Light, Set of 4', 990, 9],
      ['Garden Bench', 4990, 3],
    ],
  },
}

export type Stocked = Product & { liked: number; returned: number }

export function makeProducts(): Stocked[] {
  const all = Object.entries(shelves).flatMap(([category, shelf]) =>
    shelf.items.map((item) => ({ category, shelf, item })),
  )
  return all.map(({ category, shelf, item: [name, price, liked] }, i) => ({
    sku: `KH-${1001 + i}`,
    name,
    category,
    price: price * 100,
    cost: Math.round(price * shelf.cost) * 100,
    liked,
    returned: shelf.returned,
  }))
}
