/** Whether a part that a test needs is there. Where it isn't, the run says so; in CI it fails, so that nothing only looks green. */
export function part(what: string, there: boolean): boolean {
  if (there) return true
  if (process.env.CI) throw new Error(`${what} is missing: in CI the tests that need it must run`)
  process.stderr.write(`${what} is missing: the tests that need it are NOT run here.\n`)
  return false
}
