/** Words people use for one another. A column's own word always beats a synonym. */
const GROUPS = `
sale revenue turnover
revenue income earning proceeds
customer client buyer shopper consumer purchaser
employee staff worker personnel
salary wage pay compensation earning income
cost expense spend spending expenditure
product item good article merchandise
quantity unit volume piece
weight mass
mass weight
unit sold quantity
country nation
kid child
geography country
gender sex
category type kind group
type kind
doctor physician
student pupil learner
teacher instructor professor lecturer
movie film
rating score star
stars rating
phone telephone mobile
store shop outlet branch
supplier vendor
order purchase
transaction payment
transaction trade
city town
state province
department division
job position role occupation title
profession occupation job
manager boss supervisor
drug medicine medication
medicine medication drug
car vehicle automobile
song track
artist singer musician band
house home property listing
property home house
home house property
ticket case issue
agent representative rep
amount value
discount rebate
shipping delivery
ship deliver
carrier shipper
visit appointment
user account
user member
passenger traveler traveller
survive survived survival survivor
fare ticket price
guest visitor
host owner
hotel property
playlist list
match game
player athlete
team club
score point goal
goal point
runtime duration length
duration length
marriage marital
education degree schooling
author writer
publisher press
publication paper article
paper publication article
course class subject
grade mark score
airline carrier
airport port
departure origin source
arrival destination
origin source
population inhabitant resident people
area size surface
language tongue
address location
location place
region area territory zone
warehouse depot
shipment delivery package parcel
subscription plan
plan tier package
campaign ad
click clicks
impression view
view impression
visitor session visit
device platform
budget funding
profit gain
gain profit
tax vat
email mail
birth born
birth birthday
hire date joined hired start
invoice bill
stock inventory
price cost
balance holding
payment method
weight mass
brand make manufacturer
manufacturer maker
model version
person people individual
year yr
status state
begin start
end finish
close closing
open opening
rank ranking position
nationality country
treatment therapy procedure
diagnosis condition disease illness
symptom sign
insurance coverage
ward unit room
bed room
exam test
hospital clinic facility
holiday vacation
review feedback comment
reviewer user
tip gratuity
meal dish
dish item food
restaurant eatery
cuisine food
loan credit
deposit saving
branch office
company firm organization business employer
sector industry
crime offense offence
victim casualty
bike bicycle cycle
ride trip journey
trip ride journey
distance mileage
temperature temp heat
rainfall precipitation
wind speed
tweet post
like favorite
follower fan
comment remark
salesperson seller salesman rep
agent salesperson
seller merchant
merchant store seller
money amount
tag label
channel source medium
referrer source
sender from
receiver recipient to
recipient receiver
quantity stock
reason cause
start begin
fee charge
charge fee cost
premium price
claim case
`

const table = new Map<string, Set<string>>()
for (const line of GROUPS.trim().split('\n')) {
  const [head = '', ...others] = line.split(' ')
  for (const other of others) {
    if (!table.has(other)) table.set(other, new Set())
    if (!table.has(head)) table.set(head, new Set())
    table.get(head)!.add(other)
    table.get(other)!.add(head)
  }
}

/** The words a person may say for this word of a name. */
export function synonyms(word: string): string[] {
  return [...(table.get(word) ?? [])]
}

/** Words that add nothing to the word beside them: sales amount, customer name, payment method. */
export const GENERIC = new Set(
  'min mins sec secs ft pct km2 m cm mm kg lb minutes minute hours hour seconds second days kg km cm usd ms amount value name number id code type date time total count method score level status quantity size title label key usd eur gbp dollar price cost field no identifier desc description flag is has rate text data info unit'.split(
    ' ',
  ),
)
