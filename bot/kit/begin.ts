import { troubleOf } from '#db/kit/trouble.ts'
import { type Config, ConfigError, readConfig } from '#jobs/kit/config.ts'
import { TooLarge } from '#jobs/kit/files.ts'

/** The settings, or every problem with them at once and the end. */
export function configOrExit(dataDir?: string): Config {
  try {
    const config = readConfig()
    return dataDir ? { ...config, DATA_DIR: dataDir } : config
  } catch (error) {
    exitPlainly(error)
  }
}

/** Ends the process with a sentence and its remedy; a stack is for bugs. */
export function exitPlainly(error: unknown): never {
  process.stderr.write(`${plainly(error)}\n`)
  process.exit(1)
}

function plainly(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, syscall, path } = error as { code?: string; syscall?: string; path?: string }
  if (code === 'ENOENT' && syscall === 'open') return `There is no file ${path}.`
  const trouble = troubleOf('The data folder', error)
  if (trouble) return `Bellhop can't go on. ${trouble.message} ${trouble.hint}`
  if (code === 'EADDRINUSE')
    return "Bellhop can't start: the port is taken. Set PORT to another one, or stop the other program."
  if (error instanceof TooLarge) return `That file is ${error.message}. UPLOAD_MB sets the limit.`
  return (error as Error).stack ?? String(error)
}
