import { didYouMean } from '../engine/near-name.ts'
import { UsageError } from '../model/errors.ts'
import { styler } from '../report/style.ts'
import { allRules } from './catalogue.ts'
import { exitCodes } from './exit-code.ts'
import { readOwnFile } from './files.ts'
import { wantsColour, widthOf, type Io } from './io.ts'
import { renderPage } from './render-page.ts'

/**
 * Prints the page of a rule. The family may be left out where the name is clear without it.
 *
 * @throws UsageError that names the near rule
 */
export async function explainCommand(name: string, io: Io): Promise<number> {
  const ids = allRules().map((rule) => rule.id)
  const named = ids.filter((id) => id === name || id.endsWith(`/${name}`))
  if (named.length !== 1) {
    throw new UsageError(
      `There is no rule "${name}"${didYouMean(name, ids)}`,
      '`migration-lint rules` lists the rules.',
    )
  }
  const page = await readOwnFile(`rules/${named[0]!}.md`)
  io.stdout.write(renderPage(page, widthOf(io.stdout), styler(wantsColour(io.stdout, io.env))))
  return exitCodes.clean
}
