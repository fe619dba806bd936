/** Wakes whoever delivers as soon as there is something new; without a ring they look by themselves a little later. */
export type Bell = { ring(): void; answer(hear: () => void): void }

export function makeBell(): Bell {
  const hearers: (() => void)[] = []
  return { ring: () => hearers.map((hear) => hear()), answer: (hear) => void hearers.push(hear) }
}
