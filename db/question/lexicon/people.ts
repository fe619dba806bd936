const SAID = `customer user client member employee staff student pupil patient player athlete teacher instructor professor lecturer doctor nurse
physician driver rider passenger guest visitor subscriber attendee participant buyer seller salesperson agent artist host person author
applicant candidate resident tenant donor volunteer advisor technician waiter
researcher scholar academic scientist singer actor actress musician pilot coach referee manager reviewer librarian borrower tourist traveler
investor trader broker landlord courier chef trainer`

const PEOPLE = new Set(SAID.split(/\s+/))

/** Whether rows of this name are people, whom "who" and "people" ask for. */
export const isPerson = (word: string): boolean => PEOPLE.has(word) || word.endsWith('person')
