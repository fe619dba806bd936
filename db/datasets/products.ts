import { defineDataset } from '../dataset.ts'

export const products = defineDataset({
  name: 'products',
  say: 'products',
  about: 'what we sell, with price and cost',
  words: ['product', 'catalogue', 'price list', 'produk', 'daftar harga', 'สินค้า'],
  columns: {
    sku: { kind: 'text', required: true, say: 'product number' },
    name: { kind: 'text', required: true, words: ['product'] },
    category: { kind: 'text', required: true },
    price: { kind: 'money', currency: 'THB', required: true, additive: false, words: ['list price', 'harga', 'ราคา'] },
    cost: { kind: 'money', currency: 'THB', required: true, additive: false, words: ['unit cost', 'ต้นทุน'] },
  },
  key: ['sku'],
  measures: {
    products: {
      say: 'products',
      words: ['number of products', 'jumlah produk', 'จำนวนสินค้า'],
      unit: 'count',
      is: { count: '*' },
    },
    price: {
      say: 'average price',
      words: ['price', 'harga rata-rata', 'ราคาเฉลี่ย'],
      unit: 'money',
      currency: 'THB',
      is: { average: 'price' },
    },
  },
  dimensions: {
    category: { say: 'category', words: ['categories', 'kategori', 'หมวดหมู่', 'หมวด'], column: 'category' },
  },
  label: ['name'],
  freshHours: 24 * 40,
  asks: [
    { say: 'How many products do we sell?', plan: { dataset: 'products', measures: [{ measure: 'products' }] } },
    {
      say: 'Products by category',
      plan: { dataset: 'products', measures: [{ measure: 'products' }], by: ['category'] },
    },
    {
      say: 'Average price by category',
      plan: { dataset: 'products', measures: [{ measure: 'price' }], by: ['category'] },
    },
    {
      say: 'The 5 most expensive products',
      plan: { dataset: 'products', rows: ['name', 'price'], order: [{ column: 'price', dir: 'desc' }], limit: 5 },
    },
    {
      say: 'Products with a price under 500',
      plan: { dataset: 'products', rows: ['name', 'price'], where: [{ column: 'price', op: '<', than: 500 }] },
    },
  ],
})
