import { expect, test } from 'vitest'
import { gold, worldOf } from '../asking.ts'
import { sameAnswer } from '../same.ts'

const bookings = (what: string, rest = '') => `SELECT ${what} FROM resort_bookings ${rest}`
const courier = (what: string, rest = '') => `SELECT ${what} FROM courier_orders ${rest}`
const films = (what: string, rest = '') => `SELECT ${what} FROM films_dataset ${rest}`
const cabs = (what: string, rest = '') => `SELECT ${what} FROM cab_bookings ${rest}`
const hour = 'CAST(substr(Order_Time, 1, 2) AS INTEGER)'
const flights = (what: string, rest = '') => `SELECT ${what} FROM flights_log ${rest}`
const grid = (what: string, rest = '') => `SELECT ${what} FROM power_consumption ${rest}`
const houses = (what: string, rest = '') => `SELECT ${what} FROM house_sales ${rest}`

test.each([
  [
    'resort',
    'Which channel has the fewest cancellations?',
    bookings('channel, SUM(is_cancelled) n', 'GROUP BY 1 ORDER BY n LIMIT 1'),
  ],
  [
    'resort',
    'monthly number of cancellations',
    bookings('substr(arrival_date,1,7), COUNT(*)', 'WHERE is_cancelled GROUP BY 1'),
  ],
  ['resort', 'Does the channel affect cancellation?', bookings('channel, 100.0 * AVG(is_cancelled)', 'GROUP BY 1')],
  ['resort', 'How many guests checked out?', bookings('COUNT(*)', "WHERE booking_state = 'Check-Out'")],
  ['resort', 'How many bookings ended in a no-show?', bookings('COUNT(*)', "WHERE booking_state = 'No-Show'")],
  [
    'resort',
    'How many bookings included children or babies?',
    bookings('COUNT(*)', 'WHERE children > 0 OR babies > 0'),
  ],
  [
    'resort',
    'How many bookings included children and babies?',
    bookings('COUNT(*)', 'WHERE children > 0 AND babies > 0'),
  ],
  ['resort', 'average number of weekend nights per booking', bookings('AVG(weekend_nights)')],
  [
    'resort',
    'top channel of each resort by bookings',
    bookings(
      'resort, channel, COUNT(*)',
      'GROUP BY 1, 2 HAVING channel = (SELECT r.channel FROM resort_bookings r WHERE r.resort = resort_bookings.resort GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1)',
    ),
  ],
  [
    'resort',
    'bookings on weekends vs weekdays',
    bookings(
      "CASE WHEN strftime('%w', arrival_date) IN ('0', '6') THEN 'weekend' ELSE 'weekday' END, COUNT(*)",
      'GROUP BY 1',
    ),
  ],
  [
    'resort',
    'How many bookings were assigned a different room type than reserved?',
    bookings('COUNT(*)', 'WHERE assigned_room_type <> reserved_room_type'),
  ],
  [
    'resort',
    'bookings where reserved room type differs from assigned room type, per channel',
    bookings('channel, COUNT(*)', 'WHERE assigned_room_type <> reserved_room_type GROUP BY 1'),
  ],
  [
    'resort',
    'How many more bookings does the Beach Hotel have than the Town Hotel?',
    bookings("SUM(resort = 'Beach Hotel') - SUM(resort = 'Town Hotel')"),
  ],
  [
    'resort',
    "What's the longest wait of a booking that wasn't cancelled?",
    bookings('MAX(wait_days)', 'WHERE NOT is_cancelled'),
  ],
  [
    'resort',
    'compare average price per night between cancelled and not cancelled bookings',
    bookings('is_cancelled, AVG(price_per_night)', 'GROUP BY 1'),
  ],
  [
    'couriers',
    'What is the busiest hour of the day for orders?',
    courier(`${hour}, COUNT(*) n`, 'GROUP BY 1 ORDER BY n DESC LIMIT 1'),
  ],
  ['couriers', 'How many orders were placed between 8 and 10 am?', courier('COUNT(*)', `WHERE ${hour} IN (8, 9)`)],
  ['couriers', 'average order time taken by weather condition', courier('Weather, AVG(Time_Taken_min)', 'GROUP BY 1')],
  [
    'couriers',
    'Compare average bill amount on festival days and normal days',
    courier('Festival, AVG(Bill_Amount)', 'GROUP BY 1'),
  ],
  [
    'couriers',
    'Which payment mode do most customers use?',
    courier('Payment_Mode, COUNT(*) n', 'GROUP BY 1 ORDER BY n DESC LIMIT 1'),
  ],
  ['couriers', 'Total revenue after discount', courier('SUM(Bill_Amount) - SUM(Discount)')],
  [
    'couriers',
    'How many more orders came from returning customers than from new ones?',
    courier("SUM(Cust_Type = 'Returning') - SUM(Cust_Type = 'New')"),
  ],
  ['couriers', 'Average tip of couriers under 25', courier('AVG(Tip)', 'WHERE Courier_Age < 25')],
  [
    'couriers',
    'how many orders above 1000 were paid in cash',
    courier('COUNT(*)', "WHERE Bill_Amount > 1000 AND Payment_Mode = 'Cash'"),
  ],
  [
    'couriers',
    'Which day of the week sees the fewest orders?',
    courier("CAST(strftime('%w', Order_Date) AS INTEGER), COUNT(*) n", 'GROUP BY 1 ORDER BY n LIMIT 1'),
  ],
  [
    'couriers',
    'share of revenue from suburban areas',
    courier("100.0 * SUM(CASE WHEN City_Type = 'Suburban' THEN Bill_Amount END) / SUM(Bill_Amount)"),
  ],
  [
    'couriers',
    'How many orders did each courier deliver on stormy days?',
    courier('Courier_ID, COUNT(*)', "WHERE Weather = 'Stormy' GROUP BY 1"),
  ],
  ['films', 'top 3 movies by imdb rating', films('Title, "IMDb Rating" r', 'ORDER BY r DESC LIMIT 3')],
  ['films', 'number of films per decade', films('CAST(Release_Year / 10 AS INTEGER) * 10, COUNT(*)', 'GROUP BY 1')],
  ['films', 'How many films lost money?', films('COUNT(*)', 'WHERE "Gross ($M)" < "Budget ($M)"')],
  [
    'films',
    'titles of French-language films rated above 8',
    films('Title', `WHERE Language = 'French' AND "IMDb Rating" > 8`),
  ],
  [
    'films',
    'Which year had the most releases?',
    films('Release_Year, COUNT(*) n', 'GROUP BY 1 ORDER BY n DESC LIMIT 1'),
  ],
  ['films', 'Who directed the film with the most votes?', films('Director', 'ORDER BY Votes DESC LIMIT 1')],
  ['films', 'What is the average budget of R rated films?', films('AVG("Budget ($M)")', "WHERE Certificate = 'R'")],
  ['films', 'How many films won at least one prize?', films('COUNT(*)', 'WHERE prizes_won >= 1')],
  [
    'films',
    'How many American films cost more than 100 million?',
    films('COUNT(*)', `WHERE Country = 'USA' AND "Budget ($M)" > 100`),
  ],
  [
    'films',
    'Which language has the lowest average rating among films with over 1000 votes?',
    films('Language, AVG("IMDb Rating") r', 'WHERE Votes > 1000 GROUP BY 1 ORDER BY r LIMIT 1'),
  ],
  [
    'films',
    'average runtime of horror films vs comedies',
    films('Genre, AVG("Runtime (min)")', "WHERE Genre IN ('Horror', 'Comedy') GROUP BY 1"),
  ],
  ['departures', 'average arrival delay by month', flights('substr(FL_DATE, 1, 7), AVG(ARR_DELAY)', 'GROUP BY 1')],
  ['departures', 'total distance flown by each carrier', flights('OP_CARRIER, SUM(DISTANCE)', 'GROUP BY 1')],
  [
    'departures',
    'top 2 destinations from ATL',
    flights('DEST, COUNT(*) n', "WHERE ORIGIN = 'ATL' GROUP BY 1 ORDER BY n DESC LIMIT 2"),
  ],
  ['departures', 'how many flights were longer than 2000 miles', flights('COUNT(*)', 'WHERE DISTANCE > 2000')],
  [
    'departures',
    'worst carrier by average departure delay',
    flights('OP_CARRIER, AVG(DEP_DELAY) d', 'GROUP BY 1 ORDER BY d DESC LIMIT 1'),
  ],
  [
    'grid',
    'Which region consumes the most?',
    grid('grid_region, SUM(load_mwh) l', 'GROUP BY 1 ORDER BY l DESC LIMIT 1'),
  ],
  [
    'grid',
    'top 3 days by consumption',
    grid('substr(timestamp, 1, 10), SUM(load_mwh) l', 'GROUP BY 1 ORDER BY l DESC LIMIT 3'),
  ],
  [
    'grid',
    'At what hour is the load the highest on average?',
    grid("CAST(strftime('%H', timestamp) AS INTEGER), AVG(load_mwh) l", 'GROUP BY 1 ORDER BY l DESC LIMIT 1'),
  ],
  ['grid', 'How many outages were there per region?', grid('grid_region, COUNT(*)', 'WHERE outage_flag GROUP BY 1')],
  ['grid', 'What share of the load was covered by wind?', grid('100.0 * SUM(wind_mwh) / SUM(load_mwh)')],
  ['grid', 'total co2 by region', grid('grid_region, SUM(co2_tons)', 'GROUP BY 1')],
  [
    'homes',
    'In which month are the most houses sold?',
    houses('MoSold, COUNT(*) n', 'GROUP BY 1 ORDER BY n DESC LIMIT 1'),
  ],
  ['homes', 'Average price of houses with central air vs without', houses('CentralAir, AVG(SalePrice)', 'GROUP BY 1')],
  [
    'homes',
    'Which neighborhood has the highest share of houses with a fireplace?',
    houses('Neighborhood, 100.0 * AVG(Fireplaces > 0) f', 'GROUP BY 1 ORDER BY f DESC LIMIT 1'),
  ],
  [
    'hailing',
    'How many bookings were cancelled by customers?',
    cabs('COUNT(*)', "WHERE Booking_Status = 'Canceled by Customer'"),
  ],
  [
    'hailing',
    'how many bookings from Hebbal to Whitefield',
    cabs('COUNT(*)', "WHERE Pickup_Location = 'Hebbal' AND Drop_Location = 'Whitefield'"),
  ],
  ['hailing', 'Compare bookings in July and August', cabs('substr(Ride_Date, 1, 7), COUNT(*)', 'GROUP BY 1')],
  [
    'hailing',
    'Do express bookings get better driver ratings than standard ones?',
    cabs('Shipping_Mode, AVG(Driver_Rating)', 'GROUP BY 1'),
  ],
  ['hailing', 'total booking value in Texas', cabs('SUM(Booking_Value)', "WHERE State = 'TX'")],
  [
    'hailing',
    'revenue per customer by state',
    cabs('State, 1.0 * SUM(Booking_Value) / COUNT(DISTINCT Customer_ID)', 'GROUP BY 1'),
  ],
  [
    'couriers',
    'Which couriers have 100 or more orders?',
    courier('Courier_ID, COUNT(*)', 'GROUP BY 1 HAVING COUNT(*) >= 100'),
  ],
])('%s: "%s" is answered', async (world, ask, sql) => {
  const asked = await worldOf(world)
  const rows = await asked.rows(ask)
  expect(sameAnswer(rows, gold(asked, sql)), JSON.stringify(rows).slice(0, 300)).toBe(true)
})

test.each([
  ['resort', 'How many guests do we have?'],
  ['resort', 'How many different guests booked by phone?'],
  ['resort', 'Which guest paid the most?'],
  ['resort', 'How many bookings arrived between 8 and 10 am?'],
  ['films', 'Who produced the film with the most votes?'],
  ['couriers', 'Which courier drives the cheapest scooter?'],
  ['couriers', 'How many different customers ordered a snack?'],
  ['films', 'How many films were shot at night?'],
  ['hailing', 'Which driver has the best rating?'],
  ['grid', 'When did the price peak?'],
  ['homes', 'houses that sold between 100k and 150k after midnight'],
  ['homes', 'Do houses in OldTown have more rats than those in Gilbert?'],
  ['grid', 'Which customer consumes the most?'],
  ['departures', 'Which is the best destination?'],
  ['departures', 'how many flights were heavier than 20 tons'],
])('%s: "%s" is not answered, for nothing there tells it', async (world, ask) => {
  expect((await worldOf(world)).read(ask).kind).not.toBe('plan')
})
