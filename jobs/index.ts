import { answer } from './answer.ts'
import { backup } from './backup.ts'
import { connect } from './connect.ts'
import { excel } from './excel.ts'
import { exportJob } from './export.ts'
import { exportPreview } from './export-preview.ts'
import type { Job } from './kit/job.ts'
import { pull } from './pull.ts'
import { recheck } from './recheck.ts'
import { tidy } from './tidy.ts'
import { undo } from './undo.ts'
import { upload } from './upload.ts'

export const jobs: Job[] = [answer, backup, connect, excel, exportJob, exportPreview, pull, recheck, tidy, undo, upload]
