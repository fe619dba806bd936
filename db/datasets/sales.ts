import { type Amount, defineDataset } from '../dataset.ts'

const paid = { status: 'paid' }
const revenue: Amount = { sum: 'amount', where: paid }
const profit: Amount = { minus: [revenue, { sum: 'cost', where: paid }] }

export const sales = defineDataset({
  name: 'sales',
  say: 'sales',
  about: 'sales, one row for each line of an order',
  words: ['sale', 'order lines', 'penjualan', 'การขาย', 'รายการขาย'],
  columns: {
    id: { kind: 'text', required: true, say: 'line number' },
    order_id: { kind: 'text', required: true, say: 'order number', role: 'id' },
    time: { kind: 'time', required: true, say: 'time', words: ['date', 'tanggal', 'วันที่'] },
    branch: { kind: 'text', required: true },
    country: { kind: 'text', required: true },
    channel: { kind: 'text', required: true },
    customer: { kind: 'text', say: 'customer number', role: 'id' },
    product: { kind: 'text', required: true },
    category: { kind: 'text', required: true },
    quantity: { kind: 'integer', required: true, say: 'pieces' },
    price: { kind: 'money', currency: 'THB', required: true, say: 'unit price', additive: false },
    discount: { kind: 'money', currency: 'THB', required: true, say: 'discount' },
    amount: { kind: 'money', currency: 'THB', required: true, say: 'amount' },
    cost: { kind: 'money', currency: 'THB', say: 'cost of goods' },
    status: { kind: 'text', required: true },
  },
  key: ['id'],
  time: { column: 'time', zone: 'Asia/Bangkok' },
  measures: {
    revenue: money(
      'revenue',
      revenue,
      'sales|actual|actual sales|realisasi|turnover|income|omzet|penjualan|pendapatan|ยอดขาย|ขายได้|รายได้',
    ),
    orders: {
      say: 'orders',
      words: [
        'transactions',
        'purchases',
        'transaksi',
        'jumlah transaksi',
        'pesanan',
        'jumlah pesanan',
        'คำสั่งซื้อ',
        'ออเดอร์',
      ],
      unit: 'count',
      is: { distinct: 'order_id' },
    },
    quantity: {
      say: 'pieces sold',
      words: ['quantity', 'units', 'items sold', 'volume', 'jumlah barang', 'จำนวนชิ้น', 'จำนวนสินค้าที่ขาย'],
      unit: 'count',
      is: { sum: 'quantity', where: paid },
    },
    'average order value': money(
      'average order value',
      { ratio: [revenue, { distinct: 'order_id', where: paid }] },
      'aov|basket|average basket|average order|rata-rata pesanan|rata-rata nilai pesanan|nilai rata-rata pesanan|rata-rata transaksi|ยอดเฉลี่ยต่อบิล',
    ),
    'revenue per customer': money(
      'revenue per customer',
      { ratio: [revenue, { distinct: 'customer', where: paid }] },
      'spend per customer|spending per customer|average spend per customer|revenue per buyer|belanja per pelanggan|rata-rata belanja per pelanggan|omzet per pelanggan|ยอดซื้อต่อคน|ยอดขายต่อลูกค้า',
    ),
    discount: money('discount', { sum: 'discount', where: paid }, 'discounts|markdown|diskon|potongan|ส่วนลด'),
    returns: less(
      'returns',
      { sum: 'amount', where: { status: 'returned' } },
      'refunds|returned|retur|diretur|dikembalikan|คืน|สินค้าคืน|คืนสินค้า',
    ),
    'return rate': {
      say: 'return rate',
      words: ['returns rate', 'refund rate', 'share returned', 'tingkat retur', 'อัตราคืนสินค้า'],
      unit: 'percent',
      low: true,
      is: { ratio: [{ sum: 'amount', where: { status: 'returned' } }, { sum: 'amount' }] },
    },
    cost: less('cost of goods', { sum: 'cost', where: paid }, 'cost|cogs|hpp|ต้นทุน'),
    profit: money('gross profit', profit, 'profit|laba|laba kotor|untung|keuntungan|กำไร|กำไรขั้นต้น'),
    margin: {
      say: 'gross margin',
      words: ['margin', 'profit margin', 'margin kotor', 'อัตรากำไร'],
      unit: 'percent',
      is: { ratio: [profit, revenue] },
    },
    customers: {
      say: 'customers who bought',
      words: ['customers', 'buyers', 'shoppers', 'pelanggan', 'pembeli', 'ลูกค้า'],
      unit: 'count',
      is: { distinct: 'customer' },
    },
  },
  dimensions: {
    branch: {
      say: 'branch',
      words: ['branches', 'shop', 'outlet', 'location', 'cabang', 'toko', 'สาขา'],
      column: 'branch',
    },
    channel: { say: 'channel', words: ['channels', 'sales channel', 'kanal', 'ช่องทาง'], column: 'channel' },
    category: {
      say: 'category',
      words: ['categories', 'product group', 'kategori', 'หมวดหมู่', 'หมวด'],
      column: 'category',
    },
    product: { say: 'product', words: ['products', 'item', 'sku', 'produk', 'barang', 'สินค้า'], column: 'product' },
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
    customer: { say: 'customer', words: ['buyer', 'pelanggan', 'ลูกค้า'], column: 'customer' },
    status: { say: 'status', words: ['paid or returned', 'สถานะ'], column: 'status' },
  },
  links: [
    { column: 'branch', to: 'branches', at: 'name' },
    { column: 'product', to: 'products', at: 'name' },
    { column: 'customer', to: 'customers', at: 'id' },
  ],
  freshHours: 26,
  asks: [
    {
      say: 'Revenue last month',
      plan: { dataset: 'sales', measures: [{ measure: 'revenue' }], where: [{ period: { say: 'last month' } }] },
    },
    {
      say: 'Revenue by branch last month',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'revenue' }],
        by: ['branch'],
        where: [{ period: { say: 'last month' } }],
        order: [{ measure: 0, dir: 'desc' }],
      },
    },
    {
      say: 'Which branch fell behind last month?',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'revenue' }],
        by: ['branch'],
        where: [{ period: { say: 'last month' } }],
        compare: 'previous',
        show: ['change'],
        order: [{ show: 'change', dir: 'asc' }],
      },
    },
    {
      say: 'Revenue per month this year',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'revenue' }],
        by: [{ column: 'time', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
        chart: 'line',
      },
    },
    {
      say: 'Top 5 products by gross profit last month',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'profit' }],
        by: ['product'],
        where: [{ period: { say: 'last month' } }],
        order: [{ measure: 0, dir: 'desc' }],
        limit: 5,
      },
    },
    {
      say: 'Orders per day in the last 30 days',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'orders' }],
        by: [{ column: 'time', grain: 'day' }],
        where: [{ period: { say: 'last 30 days' } }],
        chart: 'line',
      },
    },
    {
      say: 'Return rate by category in the last 3 months',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'return rate' }],
        by: ['category'],
        where: [{ period: { say: 'last 3 months' } }],
        order: [{ measure: 0, dir: 'desc' }],
      },
    },
    {
      say: 'Share of revenue by channel this month',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'revenue' }],
        by: ['channel'],
        where: [{ period: { say: 'this month' } }],
        show: ['share'],
      },
    },
    {
      say: 'Average order value in Bangkok and Jakarta last month',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'average order value' }],
        by: ['branch'],
        where: [{ column: 'branch', is: ['Bangkok', 'Jakarta'] }, { period: { say: 'last month' } }],
      },
    },
    {
      say: 'Omzet per cabang bulan lalu',
      plan: {
        dataset: 'sales',
        measures: [{ measure: 'revenue' }],
        by: ['branch'],
        where: [{ period: { say: 'last month' } }],
      },
    },
  ],
})

function money(say: string, is: Amount, words: string) {
  return { say, words: words.split('|'), unit: 'money', currency: 'THB', is } as const
}

function less(say: string, is: Amount, words: string) {
  return { ...money(say, is, words), low: true } as const
}
