/** What can be asked of each made-up company: words people use, and the SQL a person would write for them. */
export type Slots = {
  world: string
  /** FROM with the joins needed for everything below. */
  from: string
  /** The rows: "orders", and how they are counted. */
  thing: { many: string; one: string; count: string }
  sums: { say: string; sql: string }[]
  averages: { say: string; sql: string }[]
  groups: { say: string; many: string; sql: string; key?: string }[]
  values: { say: string; where: string; of: string }[]
  /** Day of a row as 'YYYY-MM-DD', and a year that has rows. */
  day?: string
  year?: number
  numbers: { say: string; sql: string; over: number }[]
  nonsense: string[]
}

const us = (column: string): string =>
  `(SELECT printf('%04d-%02d-%02d', substr(r, instr(r,'/')+1), m, substr(r, 1, instr(r,'/')-1)) FROM (SELECT substr(${column},1,instr(${column},'/')-1) m, substr(${column},instr(${column},'/')+1) r))`

export const SLOTS: Slots[] = [
  {
    world: 'flatsales',
    from: '"Sales Data"',
    thing: { many: 'orders', one: 'order', count: 'COUNT(DISTINCT "Order ID")' },
    sums: [
      { say: 'revenue', sql: 'Revenue' },
      { say: 'profit', sql: 'Profit' },
      { say: 'units sold', sql: '"Units Sold"' },
    ],
    averages: [
      { say: 'unit price', sql: '"Unit Price"' },
      { say: 'discount', sql: 'Discount' },
    ],
    groups: [
      { say: 'region', many: 'regions', sql: 'Region' },
      { say: 'product category', many: 'product categories', sql: '"Product Category"' },
      { say: 'payment method', many: 'payment methods', sql: '"Payment Method"' },
    ],
    values: [
      { say: 'Phones', where: `"Product Category" = 'Phones'`, of: 'product category' },
      { say: 'the West region', where: `Region = 'West'`, of: 'region' },
    ],
    day: us('"Order Date"'),
    year: 2022,
    numbers: [{ say: 'revenue', sql: 'Revenue', over: 2000 }],
    nonsense: ['supplier', 'warehouse', 'tax', 'salesperson'],
  },
  {
    world: 'hr',
    from: 'employees e JOIN departments d USING (department_id)',
    thing: { many: 'employees', one: 'employee', count: 'COUNT(*)' },
    sums: [],
    averages: [{ say: 'salary', sql: 'salary' }],
    groups: [
      { say: 'department', many: 'departments', sql: 'department_name' },
      { say: 'location', many: 'locations', sql: 'location' },
      { say: 'gender', many: 'genders', sql: 'gender' },
    ],
    values: [
      { say: 'the Finance department', where: `department_name = 'Finance'`, of: 'department' },
      { say: 'Rome', where: `location = 'Rome'`, of: 'location' },
    ],
    day: 'hire_date',
    year: 2019,
    numbers: [{ say: 'salary', sql: 'salary', over: 9000 }],
    nonsense: ['bonus', 'performance rating', 'nationality', 'vacation days'],
  },
  {
    world: 'shop',
    from: 'orders o JOIN customers c ON c.id = o.customer_id',
    thing: { many: 'orders', one: 'order', count: 'COUNT(*)' },
    sums: [{ say: 'shipping fee', sql: 'shipping_fee' }],
    averages: [{ say: 'shipping fee', sql: 'shipping_fee' }],
    groups: [
      { say: 'status', many: 'statuses', sql: 'status' },
      { say: 'country', many: 'countries', sql: 'country' },
      { say: 'customer', many: 'customers', sql: 'first_name, last_name', key: 'c.id' },
    ],
    values: [
      { say: 'Italy', where: `country = 'Italy'`, of: 'country' },
      { say: 'Lyon', where: `city = 'Lyon'`, of: 'city' },
    ],
    day: 'order_date',
    year: 2023,
    numbers: [{ say: 'shipping fee', sql: 'shipping_fee', over: 12 }],
    nonsense: ['coupon', 'margin', 'courier', 'refund reason'],
  },
  {
    world: 'clinic',
    from: 'tbl_appts a JOIN tbl_doctors d USING (doc_id) JOIN tbl_patients p USING (pat_id)',
    thing: { many: 'appointments', one: 'appointment', count: 'COUNT(*)' },
    sums: [{ say: 'fee', sql: 'appt_fee' }],
    averages: [
      { say: 'duration', sql: 'appt_dur_mins' },
      { say: 'fee', sql: 'appt_fee' },
    ],
    groups: [
      { say: 'specialty', many: 'specialties', sql: 'doc_specialty' },
      { say: 'doctor', many: 'doctors', sql: 'doc_name', key: 'd.doc_id' },
      { say: 'city', many: 'cities', sql: 'pat_city' },
    ],
    values: [
      { say: 'Oncology', where: `doc_specialty = 'Oncology'`, of: 'specialty' },
      { say: 'York', where: `pat_city = 'York'`, of: 'city' },
    ],
    day: 'substr(appt_dt,1,10)',
    year: 2023,
    numbers: [{ say: 'fee', sql: 'appt_fee', over: 200 }],
    nonsense: ['blood pressure', 'weight', 'nurse', 'room'],
  },
  {
    world: 'broker',
    from: 'brTransaction t JOIN brCustomer c ON c.brCustId = t.brTxCustId JOIN brTicker k ON k.brTickerId = t.brTxTickerId',
    thing: { many: 'transactions', one: 'transaction', count: 'COUNT(*)' },
    sums: [
      { say: 'amount', sql: 'brTxAmount' },
      { say: 'tax', sql: 'brTxTax' },
      { say: 'shares', sql: 'brTxShares' },
    ],
    averages: [{ say: 'transaction price', sql: 'brTxPrice' }],
    groups: [
      { say: 'country', many: 'countries', sql: 'brCustCountry' },
      { say: 'exchange', many: 'exchanges', sql: 'brTickerExchange' },
      { say: 'ticker symbol', many: 'ticker symbols', sql: 'brTickerSymbol' },
    ],
    values: [
      { say: 'NASDAQ', where: `brTickerExchange = 'NASDAQ'`, of: 'exchange' },
      { say: 'Canada', where: `brCustCountry = 'canada'`, of: 'country' },
    ],
    day: 'substr(brTxDateTime,1,10)',
    year: 2023,
    numbers: [{ say: 'amount', sql: 'brTxAmount', over: 5000 }],
    nonsense: ['dividend', 'commission', 'portfolio', 'sector'],
  },
  {
    world: 'ads',
    from: 'ad_performance',
    thing: { many: '', one: '', count: '' },
    sums: [
      { say: 'spend', sql: 'spend' },
      { say: 'clicks', sql: 'clicks' },
      { say: 'conversions', sql: 'conversions' },
      { say: 'impressions', sql: 'impressions' },
    ],
    averages: [],
    groups: [
      { say: 'platform', many: 'platforms', sql: 'platform' },
      { say: 'campaign', many: 'campaigns', sql: 'campaign_name' },
      { say: 'country', many: 'countries', sql: 'country' },
    ],
    values: [
      { say: 'TikTok', where: `platform = 'TikTok'`, of: 'platform' },
      { say: 'Thailand', where: `country = 'Thailand'`, of: 'country' },
    ],
    day: 'date',
    year: 2023,
    numbers: [],
    nonsense: ['age group', 'video views', 'keyword', 'landing page'],
  },
  {
    world: 'hotel',
    from: 'bookings',
    thing: { many: 'bookings', one: 'booking', count: 'COUNT(*)' },
    sums: [{ say: 'adults', sql: 'adults' }],
    averages: [
      { say: 'lead time', sql: 'lead_time' },
      { say: 'adr', sql: 'adr' },
    ],
    groups: [
      { say: 'hotel', many: 'hotels', sql: 'hotel' },
      { say: 'market segment', many: 'market segments', sql: 'market_segment' },
      { say: 'deposit type', many: 'deposit types', sql: 'deposit_type' },
    ],
    values: [
      { say: 'the Groups segment', where: `market_segment = 'Groups'`, of: 'market segment' },
      { say: 'City Hotel', where: `hotel = 'City Hotel'`, of: 'hotel' },
    ],
    day: 'arrival_date',
    year: 2016,
    numbers: [{ say: 'adr', sql: 'adr', over: 250 }],
    nonsense: ['parking', 'loyalty tier', 'breakfast revenue', 'staff'],
  },
  {
    world: 'freight',
    from: 'shipments s JOIN carriers c USING (carrier_id) JOIN warehouses w USING (warehouse_code)',
    thing: { many: 'shipments', one: 'shipment', count: 'COUNT(*)' },
    sums: [{ say: 'freight cost', sql: 'freight_cost' }],
    averages: [{ say: 'weight', sql: 'weight_kg' }],
    groups: [
      { say: 'carrier', many: 'carriers', sql: 'carrier_name', key: 'c.carrier_id' },
      { say: 'destination country', many: 'destination countries', sql: 'destination_country' },
      { say: 'warehouse city', many: 'warehouse cities', sql: 'city' },
    ],
    values: [
      { say: 'Poland', where: `destination_country = 'Poland'`, of: 'destination country' },
      { say: 'Genoa', where: `city = 'Genoa'`, of: 'warehouse city' },
    ],
    day: 'ship_date',
    year: 2023,
    numbers: [{ say: 'freight cost', sql: 'freight_cost', over: 400 }],
    nonsense: ['driver', 'insurance', 'customs duty', 'fuel surcharge'],
  },
  {
    world: 'listings',
    from: 'listings',
    thing: { many: 'listings', one: 'listing', count: 'COUNT(*)' },
    sums: [{ say: 'number of reviews', sql: 'number_of_reviews' }],
    averages: [
      { say: 'price', sql: 'price' },
      { say: 'minimum nights', sql: 'minimum_nights' },
    ],
    groups: [
      { say: 'room type', many: 'room types', sql: 'room_type' },
      { say: 'neighbourhood group', many: 'neighbourhood groups', sql: 'neighbourhood_group' },
      { say: 'neighbourhood', many: 'neighbourhoods', sql: 'neighbourhood' },
    ],
    values: [
      { say: 'Harbour', where: `neighbourhood_group = 'Harbour'`, of: 'neighbourhood group' },
      { say: 'Cedar', where: `neighbourhood = 'Cedar'`, of: 'neighbourhood' },
    ],
    numbers: [{ say: 'price', sql: 'price', over: 400 }],
    nonsense: ['cleaning fee', 'bathrooms', 'superhost', 'occupancy'],
  },
  {
    world: 'saas',
    from: 'tickets t JOIN accounts a USING (account_id)',
    thing: { many: 'tickets', one: 'ticket', count: 'COUNT(*)' },
    sums: [],
    averages: [{ say: 'satisfaction score', sql: 'satisfaction_score' }],
    groups: [
      { say: 'priority', many: 'priorities', sql: 'priority' },
      { say: 'industry', many: 'industries', sql: 'industry' },
      { say: 'account', many: 'accounts', sql: 'company_name', key: 'a.account_id' },
    ],
    values: [
      { say: 'Health', where: `industry = 'Health'`, of: 'industry' },
      { say: 'Media', where: `industry = 'Media'`, of: 'industry' },
    ],
    day: 'substr(opened_at,1,10)',
    year: 2023,
    numbers: [{ say: 'satisfaction score', sql: 'satisfaction_score', over: 3 }],
    nonsense: ['agent', 'channel', 'churn', 'refunds'],
  },
  {
    world: 'titanic',
    from: 'passengers',
    thing: { many: 'passengers', one: 'passenger', count: 'COUNT(*)' },
    sums: [],
    averages: [
      { say: 'fare', sql: 'Fare' },
      { say: 'age', sql: 'Age' },
    ],
    groups: [
      { say: 'sex', many: 'sexes', sql: 'Sex' },
      { say: 'Pclass', many: 'Pclasses', sql: 'Pclass' },
    ],
    values: [{ say: 'women', where: `Sex = 'female'`, of: 'sex' }],
    numbers: [{ say: 'fare', sql: 'Fare', over: 200 }],
    nonsense: ['lifeboat', 'nationality', 'occupation', 'cabin crew'],
  },
  {
    world: 'cars',
    from: 'sales s JOIN cars c ON c.id = s.car_id JOIN salespersons p ON p.id = s.salesperson_id',
    thing: { many: 'sales', one: 'sale', count: 'COUNT(*)' },
    sums: [],
    averages: [{ say: 'sale price', sql: 'sale_price' }],
    groups: [
      { say: 'make', many: 'makes', sql: 'make' },
      { say: 'color', many: 'colors', sql: 'color' },
      { say: 'engine type', many: 'engine types', sql: 'engine_type' },
    ],
    values: [
      { say: 'Tesla', where: `make = 'Tesla'`, of: 'make' },
      { say: 'blue cars', where: `color = 'blue'`, of: 'color' },
    ],
    day: 'sale_date',
    year: 2022,
    numbers: [{ say: 'sale price', sql: 'sale_price', over: 60000 }],
    nonsense: ['warranty', 'mileage', 'trade-in', 'service interval'],
  },
]
