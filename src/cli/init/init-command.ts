import { join } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import { openRepository } from '../../git/repository.ts'
import { UsageError } from '../../model/errors.ts'
import { styler, type Style } from '../../report/style.ts'
import { visible } from '../../report/visible.ts'
import { workingDirectory } from '../check-command.ts'
import { exitCodes } from '../exit-code.ts'
import { exists, readOwnFile, readText } from '../files.ts'
import { wantsColour, type Io } from '../io.ts'
import { configStep } from './config-step.ts'
import { confirm } from './confirm.ts'
import { applyPlan } from './apply-plan.ts'
import { hookStep } from './hook-step.ts'
import { mergeDriverStep } from './merge-driver-step.ts'
import { toPlan, type Plan, type Surroundings } from './plan.ts'
import { workflowStep } from './workflow-step.ts'

export interface InitOptions {
  readonly cwd?: string
  readonly dryRun?: true
  readonly yes?: true
  readonly workflow?: true
  readonly mergeDriver?: true
}

/**
 * Sets a repository up: shows every file that it would write, asks, and writes them. What is there already is
 * never touched; what to add to it is shown instead.
 *
 * @throws UsageError where there is nobody to ask and `--yes` is not given
 */
export async function initCommand(options: InitOptions, io: Io): Promise<number> {
  const cwd = await workingDirectory(options.cwd, io)
  const repository = await openRepository({ cwd, env: io.env })
  const { root } = repository
  const { version } = JSON.parse(await readOwnFile('package.json')) as { version: string }
  const around = await lookAround(root)
  const plan = toPlan([
    ...configStep(around),
    ...(await hookStep(around, version)),
    ...(await workflowStep(around, version, options.workflow ?? false)),
    ...(options.mergeDriver ? await mergeDriverStep(around, repository) : []),
  ])
  io.stdout.write(show(plan, styler(wantsColour(io.stdout, io.env))))
  if (options.dryRun || plan.files.length + plan.sections.length === 0) return exitCodes.clean

  if (!options.yes && !(await agreed(plan, io))) {
    io.stdout.write('Nothing was written.\n')
    return exitCodes.clean
  }
  for (const what of await applyPlan(plan, repository)) io.stdout.write(`Wrote ${visible(what)}\n`)
  return exitCodes.clean
}

async function lookAround(root: string): Promise<Surroundings> {
  const config = await loadConfig({ cwd: root, root })
  return {
    config: config?.file,
    read: (path) => readText(join(root, path)),
    exists: (path) => exists(join(root, path)),
  }
}

async function agreed({ files, sections }: Plan, io: Io): Promise<boolean> {
  if (!io.stdin?.isTTY || !io.stdout.isTTY) {
    throw new UsageError(
      'There is nobody to ask whether to write these files.',
      '`migration-lint init --yes` writes them, `migration-lint init --dry-run` only shows them.',
    )
  }
  const what = [
    ...(files.length > 0 ? [files.length === 1 ? 'this file' : `these ${files.length} files`] : []),
    ...(sections.length > 0 ? ['this config of git'] : []),
  ]
  return confirm(`Write ${what.join(' and ')}?`, io.stdin, io.stdout)
}

function show({ files, sections, byHand }: Plan, style: Style): string {
  const indented = (text: string): string =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `    ${style(visible(line), 'dim')}`))
      .join('\n')
  const blocks = [
    ...files.map(({ path, text }) => `${style(visible(path), 'bold')} (new)\n\n${indented(text)}`),
    ...sections.map(
      ({ section, settings }) =>
        `${style(`git config ${section}`, 'bold')} (this repository’s own)\n\n${indented(settings.map(({ key, value }) => `${key} = ${value}`).join('\n'))}`,
    ),
    ...byHand.map(({ path, what, text }) => {
      const head = `${style(visible(path), 'bold')} ${what}${text === '' ? '.' : ':'}`
      return text === '' ? head : `${head}\n\n${indented(text)}`
    }),
  ]
  return `${blocks.join('\n\n')}\n\n`
}
