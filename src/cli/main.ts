import { CommanderError } from 'commander'
import { reportError } from './error-text.ts'
import { exitCodes } from './exit-code.ts'
import { readOwnFile } from './files.ts'
import type { Io } from './io.ts'
import { createProgram, exitCodeOfCommander } from './program.ts'

/** The whole program: prints to the given streams and answers with the exit code (see `exit-code.ts`). */
export async function main(io: Io): Promise<number> {
  let code: number = exitCodes.cannotCheck
  try {
    const { version } = JSON.parse(await readOwnFile('package.json')) as { version: string }
    const program = createProgram(io, version, (given) => (code = given))
    await program.parseAsync([...io.argv], { from: 'user' })
    return code
  } catch (error) {
    return error instanceof CommanderError ? exitCodeOfCommander(error) : reportError(error, io)
  }
}
