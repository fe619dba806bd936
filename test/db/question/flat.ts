import type { World } from './world.ts'

/** One wide table each, as people export them. */
export const FLAT: World[] = [
  {
    name: 'resort',
    today: '2024-01-10',
    tables: [
      'resort_bookings(400): resort pick(Beach Hotel|Town Hotel), is_cancelled flag, wait_days int(0..200), arrival_date date(2022..2023), weekend_nights int(0..3), children int(0..2), babies int(0..3), guest_country pick(FRA|GBR|DEU), channel pick(Web|Agent|Phone), reserved_room_type pick(A|B|C), assigned_room_type pick(A|B|C), total_of_wishes int(0..4), price_per_night real(40..300), booking_state pick(Check-Out|Cancelled|No-Show)',
    ],
  },
  {
    name: 'leavers',
    today: '2024-01-10',
    tables: [
      'Staff_Attrition(300): StaffNo pk, Age int(18..60), Attrition pick(Yes|No), Department pick(Sales|Research|Support), Gender pick(Male|Female), MonthlyIncome int(1500..9000), PercentSalaryHike int(5..25), OverTime pick(Yes|No), YearsSinceLastPromotion int(0..12), TrainingTimes int(0..5), MaritalStatus pick(Single|Married)',
    ],
  },
  {
    name: 'couriers',
    today: '2024-01-10',
    tables: [
      '"courier_orders"(500): Order_ID pk(ORD), Courier_ID pick(C-11|C-12|C-13|C-14), Courier_Age int(19..60), Order_Date date(2022..2023), Order_Time clock, Order_Type pick(Snack|Meal|Drinks), Weather pick(Sunny|Fog|Stormy), Festival pick(Yes|No), City_Type pick(Urban|Suburban), Distance_km real(1..20), Time_Taken_min int(10..70), Bill_Amount real(50..1500), Discount real(0..90), Tip int(0..30), Payment_Mode pick(Cash|Card), Order_State pick(Delivered|Cancelled), Cust_Type pick(New|Returning)',
    ],
  },
  {
    name: 'films',
    today: '2024-01-10',
    tables: [
      'films_dataset(300): Title seq(Film ), Genre pick(Drama|Comedy|Horror), Release_Year int(1985..2023), "Runtime (min)" int(70..200), "IMDb Rating" real(2..9), Votes int(100..90000), "Budget ($M)" real(1..200), "Gross ($M)" real(1..400), Director person, Country pick(USA|France|India), Language pick(English|French|Hindi), Certificate pick(R|PG|Not Rated), prizes_won int(0..4)',
    ],
  },
  {
    name: 'churners',
    today: '2024-01-10',
    tables: [
      'Bank_Churn(300): CustomerId pk, Surname last, CreditScore int(350..850), Geography pick(France|Germany|Spain), Gender pick(Male|Female), Age int(18..80), Tenure int(0..10), Balance int(0..200000), HasCrCard flag, IsActiveMember flag, EstimatedSalary real(100..190000), Exited flag, Complain flag, Card_Type pick(Gold|Silver)',
    ],
  },
  {
    name: 'departures',
    today: '2019-12-31',
    tables: [
      'flights_log(400): FL_DATE date(2019..2019), OP_CARRIER pick(AA|DL|UA), ORIGIN pick(ATL|ORD|JFK), DEST pick(LAX|SFO|BOS|MIA|DFW|DEN), DEP_DELAY maybe(int(-10..90)), ARR_DELAY maybe(int(-20..99)), DISTANCE int(190..2700), CANCELLED flag, CANCEL_REASON pick(Carrier|Weather|NAS)',
    ],
  },
  {
    name: 'wards',
    today: '2024-01-10',
    tables: [
      'ward_admissions(500): patient_id code(P), sex pick(M|F), age int(0..95), medical_condition pick(Diabetes|Asthma|Cancer), admission_dt date(2022..2022), discharge_dt maybe(date(2023..2023)), attending_doctor pick(Dr Patel|Dr Jones|Dr Novak), hospital_nm pick(Lakeside|City General), billing_amt real(800..52000), admission_type pick(Emergency|Elective|Urgent), readmit_30d pick(Y|N)',
    ],
  },
  {
    name: 'mailing',
    today: '2024-01-10',
    tables: [
      'marketing_mailing(300): ID pk, Education pick(Master|PhD|Basic), Marital_Status pick(Single|Married), Income int(9000..120000), Dt_Customer date(2022..2023), MntWines int(0..1400), MntFish int(0..250), NumStorePurchases int(0..13), Complain flag, Response pick(yes|no)',
    ],
  },
  {
    name: 'grid',
    today: '2024-01-10',
    tables: [
      'power_consumption(600): timestamp moment(2022..2023), grid_region pick(North|South|Coastal), load_mwh real(300..700), wind_mwh real(0..200), temp_c maybe(int(-8..36)), is_holiday flag, price_eur_mwh real(20..180), outage_flag flag, co2_tons real(90..300)',
    ],
  },
  {
    name: 'homes',
    today: '2011-01-10',
    tables: [
      'house_sales(300): Id pk, Neighborhood pick(NAmes|OldTown|Gilbert), YearBuilt int(1900..2009), OverallQual int(1..10), LotArea int(3000..22000), Fireplaces int(0..2), CentralAir pick(Y|N), MoSold int(1..12), YrSold int(2006..2010), SalePrice int(40000..400000)',
    ],
  },
  {
    name: 'hailing',
    today: '2024-09-01',
    tables: [
      'cab_bookings(500): Ride_Date date(2024-07-01..2024-08-31), Booking_ID pk(CNR), Booking_Status pick(Success|Canceled by Driver|Canceled by Customer), Customer_ID code(CID), Pickup_Location pick(Hebbal|Whitefield|Yelahanka), Drop_Location pick(Hebbal|Whitefield|Yelahanka), Canceled_By_Driver_Reason maybe(pick(Car trouble|Customer was sick)), Booking_Value int(100..2800), Shipping_Mode pick(Express|Standard), State pick(CA|TX|KS), Driver_Rating maybe(real(3..5))',
    ],
  },
]
