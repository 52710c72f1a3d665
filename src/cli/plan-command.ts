import { resolve } from 'node:path'
import { check } from '../check.ts'
import { loadPlanReporter, type PlanFormat } from '../report/plan-reporter.ts'
import { planRows } from '../report/plan-rows.ts'
import { workingDirectory } from './check-command.ts'
import { exitCodes } from './exit-code.ts'
import { writeAtomically } from './files.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

export interface PlanOptions {
  readonly base?: string
  readonly staged?: true
  readonly all?: true
  readonly fetch?: true
  readonly config?: string
  readonly cwd?: string
  readonly format: PlanFormat
  readonly output?: string
}

/**
 * Prints what the migrations that are new against the merge base will do. Findings are shown beside what they are about,
 * and fail nothing: that is for `check`.
 */
export async function planCommand(options: PlanOptions, io: Io): Promise<number> {
  const cwd = await workingDirectory(options.cwd, io)
  const { base, staged, all, fetch, config, format, output } = options
  const { result } = await check({ cwd, env: io.env, base, staged, all, fetch, config })
  const rows = (result.plans?.() ?? []).flatMap((plan) => planRows(plan, result))
  const report = await loadPlanReporter(format)
  if (output === undefined)
    io.stdout.write(
      report(rows, result, { width: widthOf(io.stdout), colour: wantsColour(io.stdout, io.env) }),
    )
  else await writeAtomically(resolve(cwd, output), report(rows, result, { width: 80, colour: false }))
  return result.unreadable.length > 0 ? exitCodes.cannotCheck : exitCodes.clean
}
