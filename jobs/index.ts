import { answer } from './answer.ts'
import { backup } from './backup.ts'
import { excel } from './excel.ts'
import type { Job } from './kit/job.ts'
import { tidy } from './tidy.ts'
import { upload } from './upload.ts'

export const jobs: Job[] = [answer, backup, excel, tidy, upload]
