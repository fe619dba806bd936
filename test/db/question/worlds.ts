import { FLAT } from './flat.ts'
import type { World } from './world.ts'

/** Unlike ways people keep tables. */
export const WORLDS: World[] = [
  {
    name: 'shop',
    today: '2024-03-15',
    tables: [
      'categories(6): id pk, name names(Toys|Garden|Books|Kitchen|Sports|Beauty)',
      'products(40): id pk, name seq(Item ), category_id ref(categories.id), price real(3..250), cost real(1..100), discontinued flag',
      'customers(60): id pk, first_name first, last_name last, city pick(Lyon|Porto|Graz|Turin|Malmo), country pick(France|Portugal|Austria|Italy|Sweden), email seq(mail), signup_date date(2021..2023)',
      'orders(300): id pk, customer_id ref(customers.id), order_date date(2022..2023), status pick(shipped|pending|cancelled|returned), shipping_fee real(0..20)',
      'order_items(800): id pk, order_id ref(orders.id), product_id ref(products.id), quantity int(1..6), unit_price real(3..250)',
    ],
  },
  {
    name: 'hr',
    today: '2024-03-15',
    tables: [
      'departments(7): department_id pk, department_name names(Sales|Engineering|Finance|Legal|Marketing|Support|Research), location pick(Berlin|Oslo|Rome), budget int(100000..900000)',
      'jobs(8): job_id pk(J), job_title names(Analyst|Clerk|Engineer|Manager|Director|Designer|Accountant|Recruiter), min_salary int(2000..4000), max_salary int(5000..20000)',
      'employees(120): employee_id pk, first_name first, last_name last, hire_date date(2010..2023), salary int(2500..15000), commission_pct maybe(real(0..1)), manager_id maybe(int(1..10)), department_id ref(departments.department_id), gender pick(M|F), works_remotely flag',
    ],
  },
  {
    name: 'flatsales',
    today: '2024-01-10',
    tables: [
      '"Sales Data"(500): "Row ID" pk, "Order ID" code(ORD-), "Order Date" us(2021..2023), "Ship Date" us(2021..2023), "Customer Name" person, Region pick(North|South|East|West), "Product Category" pick(Chairs|Phones|Paper|Lamps), "Sub Category" pick(Desk|Office|Mobile|Floor|Wall), "Unit Price" real(5..300), "Units Sold" int(1..20), Revenue real(10..4000), Profit real(-200..900), Discount real(0..1), "Payment Method" pick(Card|Cash|Transfer)',
    ],
  },
  {
    name: 'clinic',
    today: '2024-03-15',
    tables: [
      'tbl_patients(80): pat_id pk, pat_name person, pat_dob date(1940..2015), pat_gender pick(Male|Female), pat_city pick(Leeds|York|Hull), pat_insurance pick(NHS|Axa|Bupa)',
      'tbl_doctors(12): doc_id pk, doc_name person, doc_specialty pick(Cardiology|Oncology|Pediatrics|Dermatology), doc_yrs_exp int(1..35)',
      'tbl_appts(400): appt_id pk, pat_id like(tbl_patients), doc_id like(tbl_doctors), appt_dt moment(2023..2023), appt_status pick(completed|no-show|cancelled|scheduled), appt_dur_mins int(10..60), appt_fee real(20..300)',
      'tbl_diag(150): diag_id pk, pat_id like(tbl_patients), diag_name pick(Asthma|Diabetes|Eczema|Hypertension), diag_dt date(2022..2023)',
    ],
  },
  {
    name: 'broker',
    today: '2023-05-10',
    tables: [
      'brCustomer(40): brCustId pk(C), brCustName person, brCustCountry pick(usa|canada|uk), brCustStatus pick(active|inactive), brCustJoinDate date(2020..2023)',
      'brTicker(10): brTickerId pk(T), brTickerSymbol names(ABCD|EFGH|IJKL|MNOP|QRST|UVWX|YZAB|CDEF|GHIJ|KLMN), brTickerName seq(Corp ), brTickerType pick(stock|etf), brTickerExchange pick(NYSE|NASDAQ)',
      'brTransaction(300): brTxId pk(X), brTxCustId refcode(brCustomer), brTxTickerId refcode(brTicker), brTxDateTime moment(2023-01-01..2023-05-10), brTxType pick(buy|sell), brTxShares int(1..200), brTxPrice real(10..900), brTxAmount real(10..9000), brTxTax real(0..50), brTxStatus pick(success|fail|pending)',
    ],
  },
  {
    name: 'cars',
    today: '2023-08-01',
    tables: [
      'cars(50): id pk, make pick(Toyota|Honda|Ford|Tesla|BMW), model pick(A|B|C|D|E), year int(2016..2023), color pick(red|blue|black|white), vin_number seq(VIN), engine_type pick(V4|V6|Electric), transmission pick(Automatic|Manual), cost real(8000..60000)',
      'salespersons(12): id pk, first_name first, last_name last, email seq(sp), phone seq(555-), hire_date date(2018..2023), termination_date maybe(date(2022..2023))',
      'customers(60): id pk, first_name first, last_name last, email seq(c), city pick(Austin|Boston|Chicago), state pick(TX|MA|IL)',
      'sales(150): id pk, car_id ref(cars.id), salesperson_id ref(salespersons.id), customer_id ref(customers.id), sale_price real(9000..80000), sale_date date(2022-01-01..2023-07-31)',
      'payments_received(160): id pk, sale_id ref(sales.id), payment_date date(2022-01-01..2023-07-31), payment_amount real(500..80000), payment_method pick(cash|check|credit_card|financing)',
    ],
  },
  {
    name: 'saas',
    today: '2024-03-15',
    tables: [
      'plans(4): plan_id pk, plan_name names(Free|Starter|Team|Enterprise), monthly_price int(0..500)',
      'accounts(80): account_id pk, company_name seq(Acme ), industry pick(Retail|Health|Energy|Media), country pick(US|DE|ID|TH), created_at moment(2022..2023), is_active flag',
      'subscriptions(120): sub_id pk, account_id ref(accounts.account_id), plan_id ref(plans.plan_id), started_at date(2022..2023), cancelled_at maybe(date(2023..2024)), mrr real(0..900), seats int(1..80)',
      'tickets(260): ticket_id pk, account_id ref(accounts.account_id), subject seq(Help ), priority pick(low|medium|high|urgent), status pick(open|closed|waiting), opened_at moment(2023..2023), closed_at maybe(moment(2023..2024)), satisfaction_score maybe(int(1..5))',
    ],
  },
  {
    name: 'ads',
    today: '2024-02-01',
    tables: [
      'ad_performance(600): date date(2023-01-01..2024-01-31), platform pick(Facebook|TikTok|Google), campaign_name pick(Spring|Launch|Brand|Retarget), country pick(Thailand|Indonesia|Vietnam), impressions int(100..20000), clicks int(1..900), spend real(1..400), conversions int(0..40), revenue real(0..2000)',
    ],
  },
  {
    name: 'kiosk',
    today: '2024-03-15',
    tables: [
      'kiosk_sales(300): transaction_id pk, transaction_date date(2023..2024), transaction_qty int(1..3), unit_price real(2..6), product_id int(1..9), product_category pick(Coffee|Tea|Bakery), payment_method pick(Cash|Card|Voucher), tip_amount real(0..2)',
    ],
  },
  {
    name: 'titanic',
    today: '2024-01-01',
    tables: [
      'passengers(300): PassengerId pk, Survived flag, Pclass int(1..3), Name person, Sex pick(male|female), Age maybe(int(1..80)), SibSp int(0..5), Parch int(0..4), Ticket code(PC), Fare real(4..500), Cabin maybe(seq(C)), Embarked pick(S|C|Q)',
    ],
  },
  {
    name: 'listings',
    today: '2024-01-01',
    tables: [
      'listings(300): id pk, name seq(Cosy flat ), host_id int(1..90), host_name person, neighbourhood_group pick(Centre|Harbour|Hills|Old Town), neighbourhood pick(Alder|Birch|Cedar|Dune|Elm|Fern), room_type pick(Entire home/apt|Private room|Shared room), price int(20..900), minimum_nights int(1..30), number_of_reviews int(0..300), last_review maybe(date(2019..2023)), reviews_per_month maybe(real(0..9)), availability_365 int(0..365)',
    ],
  },
  {
    name: 'school',
    today: '2024-03-15',
    tables: [
      'students(90): student_id pk, name person, gender pick(girl|boy), grade_level int(7..12), birth_date date(2006..2011)',
      'teachers(10): teacher_id pk, name person, subject pick(Maths|Physics|History|Art)',
      'courses(14): course_id pk, title seq(Course ), teacher_id ref(teachers.teacher_id), credits int(1..5)',
      'enrollments(300): student_id like(students), course_id like(courses), score int(20..100), passed flag, term pick(Fall|Spring)',
    ],
  },
  {
    name: 'freight',
    today: '2024-03-15',
    tables: [
      'warehouses(5): warehouse_code pk(W), city pick(Hamburg|Genoa|Gdansk|Lille), capacity int(1000..9000)',
      'carriers(6): carrier_id pk, carrier_name names(Swift|Boreal|Atlas|Orion|Comet|Delta), rating real(1..5)',
      'shipments(350): shipment_id pk, carrier_id ref(carriers.carrier_id), warehouse_code refcode(warehouses), ship_date date(2023..2023), delivery_date maybe(date(2023..2024)), weight_kg real(1..900), freight_cost real(5..700), is_express flag, destination_country pick(Spain|Greece|Poland|Norway)',
    ],
  },
  {
    name: 'music',
    today: '2014-01-01',
    tables: [
      'Artist(30): ArtistId pk, Name seq(Band )',
      'Album(60): AlbumId pk, Title seq(Record ), ArtistId ref(Artist.ArtistId)',
      'Genre(6): GenreId pk, Name names(Rock|Jazz|Metal|Latin|Pop|Blues)',
      'Track(400): TrackId pk, Name seq(Song ), AlbumId ref(Album.AlbumId), GenreId ref(Genre.GenreId), Composer maybe(person), Milliseconds int(60000..600000), Bytes int(100000..9000000), UnitPrice pick(0.99|1.99)',
      'Customer(40): CustomerId pk, FirstName first, LastName last, Company maybe(seq(Firm )), City pick(Prague|Paris|Boston|Delhi), Country pick(Czech Republic|France|USA|India), Email seq(m)',
      'Invoice(200): InvoiceId pk, CustomerId ref(Customer.CustomerId), InvoiceDate date(2009..2013), BillingCountry pick(Czech Republic|France|USA|India), Total real(1..25)',
    ],
  },
  {
    name: 'hotel',
    today: '2018-01-01',
    tables: [
      'bookings(400): hotel pick(Resort Hotel|City Hotel), is_canceled flag, lead_time int(0..300), arrival_date date(2015..2017), adults int(1..4), children int(0..3), meal pick(BB|HB|FB|SC), country pick(PRT|GBR|ESP|FRA), market_segment pick(Online TA|Direct|Groups|Corporate), deposit_type pick(No Deposit|Refundable|Non Refund), adr real(30..400), total_of_special_requests int(0..5), nights int(1..14)',
    ],
  },
  {
    name: 'desk',
    today: '2024-03-15',
    tables: [
      '"Helpdesk Export"(400): "Ticket #" pk, "Opened On" date(2023..2024-02-28), "Closed On" maybe(date(2023..2024-02-28)), "First Reply (hrs)" real(0..48), "Entered By" pick(kate|omar|lin), Channel pick(Email|Phone|Chat|Web form), Priority pick(Low|High|Urgent), "CSAT (1-5)" maybe(int(1..5)), Status pick(Open|Closed|Pending), "Customer Tier" pick(Gold|Silver|Bronze), room_temp_c real(18..26), parts_cost real(0..90), work_cost real(5..300), memo pick(cable swapped|refund to buyer|asked for a manual)',
    ],
  },
  {
    name: 'sales',
    today: '2024-03-15',
    tables: [
      'customers(60): customer_id pk, customer_name person, city pick(Lisbon|Porto|Braga), registered_on date(2020..2023), newsletter flag',
      'orders(500): order_id pk, customer_id ref(customers.customer_id), created_at date(2023..2024-02-28), shipped_at maybe(date(2023..2024-02-28)), cancelled_at maybe(date(2023..2024-02-28)), status pick(completed|cancelled|pending), order_total real(8..900), discount real(0..60), items int(0..9), channel pick(web|app|store), coupon_code maybe(pick(SPRING|VIP))',
    ],
  },
  {
    name: 'lending',
    today: '2024-03-15',
    tables: [
      'branches(3): branch_id pk, branch_name names(Central|Northside|Riverside), opened date(1990..2010)',
      'books(60): book_id pk, title seq(Book ), genre pick(fiction|mystery|science|history), pages int(80..900)',
      'copies(150): copy_id pk, book_id like(books), branch_id like(branches), condition pick(good|worn|damaged)',
      'members(70): member_id pk, full_name seq(Member ), dob date(1940..2012), joined date(2020..2023), kind pick(student|senior|standard), is_active flag',
      'loans(300): loan_id pk, copy_id like(copies), member_id like(members), loaned_on date(2023-01-01..2023-11-30), due_on date(2023-06-01..2023-12-31), returned_on maybe(date(2023-12-01..2024-03-10))',
      'fines(50): fine_id pk, loan_id like(loans), amount real(1..30), paid flag, issued_on date(2023..2023)',
    ],
  },
  {
    name: 'haulage',
    today: '2024-03-15',
    tables: [
      'depots(5): depot_code pk, depot_name names(Hamburg Hub|Lyon Hub|Milan DC|Gdansk DC|Porto DC), city names(Hamburg|Lyon|Milan|Gdansk|Porto)',
      'hauls(200): haul_id pk, origin_depot ref(depots.depot_code), dest_depot ref(depots.depot_code), started_at moment(2023..2023), finished_at maybe(moment(2024-01-01..2024-03-01)), weight_kg real(5..900), freight_cost real(20..2000), fragile flag',
      'stops(500): stop_id pk, haul_id ref(hauls.haul_id), town pick(Paris|Turin|Prague), dwell_minutes int(5..300)',
    ],
  },
  {
    name: 'papers',
    today: '2024-03-15',
    tables: [
      'organization(4): oid pk, name names(Univ of Oslo|Kyoto Tech|Cape Inst|Stanfield), continent names(Europe|Asia|Africa|America)',
      'author(40): aid pk, name seq(Author ), oid ref(organization.oid), homepage maybe(seq(http://a))',
      'publication(90): pid pk, title seq(Paper ), year int(2008..2023), citation_num int(0..300)',
      'writes(150): aid ref(author.aid), pid ref(publication.pid)',
    ],
  },
  {
    name: 'faculty',
    today: '2024-03-15',
    tables: [
      'labs(4): lab_id pk, lab_name names(Optics|Soil|Motion|Speech), country pick(Norway|Peru)',
      'scholars(30): scholar_id pk, full_name seq(Scholar ), lab_id ref(labs.lab_id), h_index int(1..60), mentor_id maybe(ref(scholars.scholar_id))',
      'papers(60): paper_id pk, title seq(Paper ), kind pick(survey|report|study), pub_year int(2015..2023), submitted_on date(2015..2022), published_on date(2016..2023), pages int(3..40)',
      'subjects(5): subject_id pk, subject_name names(Light|Sound|Heat|Force|Matter)',
      'writes(140): scholar_id ref(scholars.scholar_id), paper_id ref(papers.paper_id), position int(1..4)',
      'paper_subjects(90): paper_id ref(papers.paper_id), subject_id ref(subjects.subject_id)',
    ],
  },
  {
    name: 'parcels',
    today: '2024-03-15',
    tables: [
      'neighbours(40): nid pk, nickname seq(n), joined_at moment(2021..2023), street pick(Elm|Oak|Ash)',
      'kiosks(12): kid pk, title seq(Kiosk ), opened_on date(2021..2022), hours pick(day|night)',
      'coupons(30): cid pk, kiosk_id like(kiosks), code seq(K), valid_from date(2021..2023)',
      'parcels(260): ref pk, sender_id like(kiosks), sender_type pick(neighbour|kiosk), fee real(1..30), size_reserved pick(S|M|L), size_given pick(S|M|L), coupon_id maybe(like(coupons)), dropped_at moment(2023..2023), collected_at maybe(moment(2024-01-01..2024-02-28))',
      'shelf_levels(200): kiosk_id like(kiosks), level int(0..60), noted_on date(2023..2024-03-14)',
      'knocks(90): id pk, neighbour_id like(neighbours), reason pick(parcel|noise), knocked_at moment(2021..2023)',
    ],
  },
  {
    name: 'flights',
    today: '2024-03-15',
    tables: [
      'cities(5): city_code pk(C), city_name names(Oslo|Lima|Hanoi|Nairobi|Lisbon), inhabitants int(100000..9000000)',
      'airports(8): airport_code pk(A), airport_name names(North Field|East Field|Old Strip|Bay Port|Hill Port|Lake Strip|Sea Port|Moor Field), city_code refcode(cities)',
      'carriers(4): carrier_id pk, carrier_name names(Fjord|Andes|Lotus|Baobab), hub_airport refcode(airports)',
      'flights(200): flight_id pk, carrier_id ref(carriers.carrier_id), departure_airport refcode(airports), arrival_airport refcode(airports), departure_at moment(2023..2023), arrival_at maybe(moment(2024-01-01..2024-02-01)), status pick(landed|cancelled|delayed)',
      'travelers(30): traveler_id pk, full_name seq(Traveler ), nationality pick(Peruvian|Kenyan|Norwegian), born_on date(1950..2005)',
      'tickets(400): ticket_id pk, flight_id ref(flights.flight_id), traveler_id ref(travelers.traveler_id), cabin pick(economy|business), fare real(40..900)',
      'clubs(4): club_id pk, club_name names(Sky|Cloud|Wing|Jet)',
      'club_members(40): club_id ref(clubs.club_id), traveler_id ref(travelers.traveler_id), role pick(member|president)',
    ],
  },
  {
    name: 'wallet',
    today: '2024-03-15',
    tables: [
      'users(50): user_id pk, username seq(user), country pick(KE|NG|GH), kyc_status pick(verified|pending)',
      'transfers(300): transfer_id pk, sender_id ref(users.user_id), receiver_id ref(users.user_id), amount real(1..800), created_at moment(2023..2023), status pick(completed|failed)',
      'sessions(200): session_id pk, user_id ref(users.user_id), device pick(android|ios|web), started_at moment(2023..2023)',
      'topups(120): topup_id pk, user_id ref(users.user_id), method pick(card|bank), amount real(5..300), topup_date date(2023..2023)',
    ],
  },
  {
    name: 'radio',
    today: '2024-01-10',
    tables: [
      'hosts(6): id pk, first_name first, last_name last, town pick(Lyon|Porto|Graz)',
      'regions(3): region_id pk, region_description names(North|South|West)',
      'listeners(60): id pk, first_name first, last_name last, town pick(Lyon|Porto|Graz), region_id ref(regions.region_id), support_agent_id ref(hosts.id), role_title pick(Fan Club Member|Guest)',
      'shows(8): id pk, title names(Morning Tea|Love Songs|Night Talk|Open Mic|Jazz Hour|The Kitchen|Sports Desk|Book Corner)',
      'episodes(150): id pk, name seq(Episode ), show_id ref(shows.id), milliseconds int(60000..3600000), aired_on date(2022..2023)',
      'pledges(300): id pk, listener_id ref(listeners.id), total real(5..90), pledge_town pick(Lyon|Porto|Graz), pledged_on date(2022..2023)',
    ],
  },
  ...FLAT,
  {
    name: 'cabs',
    today: '2024-01-10',
    tables: [
      'cablog(300): pickup_at moment(2023..2023), fare real(5..60), tip real(0..9), riders int(1..5), pay_kind pick(cash|card), "Vehicle Fleet Operator" pick(Alpha|Beta), "Speed AVG in kmh" int(10..60), shift pick(Day|Night), class pick(First|Second|Third), seat_taken yesno, sex pick(male|female), voucher_no code(VC-)',
    ],
  },
]
