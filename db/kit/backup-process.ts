import { answerApart } from './apart.ts'
import { copyStore } from './copy.ts'

// Makes a backup in a process of its own, so that nobody waits for it.

answerApart(({ to }: { to: string }) => copyStore(process.argv[2]!, to))
