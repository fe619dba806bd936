import { troubleOf } from '#db/kit/trouble.ts'
import { type Config, ConfigError, readConfig } from '#jobs/kit/config.ts'

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
  const trouble = troubleOf('The data folder', error)
  if (trouble) return `Bellhop can't go on. ${trouble.message} ${trouble.hint}`
  if ((error as { code?: string }).code === 'EADDRINUSE')
    return "Bellhop can't start: the port is taken. Set PORT to another one, or stop the other program."
  return (error as Error).stack ?? String(error)
}
