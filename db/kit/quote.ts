/** A name as SQL may hold it; every name in our SQL goes through here. */
export function quoted(name: string): string {
  if (name.includes('\0')) throw new Error('A name in SQL can not hold a NUL')
  return `"${name.replaceAll('"', '""')}"`
}
