import { CannotCheckError, UsageError } from '../model/errors.ts'
import { visible, withoutCommands } from '../report/visible.ts'
import { wrap } from '../report/width.ts'
import { exitCodes } from './exit-code.ts'
import { widthOf, type Io } from './io.ts'

/**
 * Says on stderr what went wrong and what to do, and answers with the exit code. The stack of a defect is
 * shown with `--debug`.
 */
export function reportError(error: unknown, { stderr, argv }: Io): number {
  const width = widthOf(stderr)
  const paragraphs = (text: string): string[] =>
    text.split('\n').flatMap((line) => wrap(visible(line), width))
  const lines =
    error instanceof UsageError || error instanceof CannotCheckError
      ? [
          ...indentedList(`migration-lint: ${error.message}`, width),
          ...(error.help === '' ? [] : paragraphs(error.help)),
        ]
      : defect(error, argv.includes('--debug')).flatMap(paragraphs)
  stderr.write(withoutCommands(`${lines.join('\n')}\n`))
  return error instanceof UsageError ? exitCodes.usage : exitCodes.cannotCheck
}

/** Lines that start with spaces are items of a list, or git's own text: they keep their indentation. */
function indentedList(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = /^ */.exec(line)![0]
    return wrap(visible(line.slice(indent.length)), width - indent.length).map((part) => indent + part)
  })
}

function defect(error: unknown, debug: boolean): string[] {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const [first = ''] = stack.split('\n')
  return [
    `migration-lint: internal error: ${first}`,
    debug
      ? stack
      : 'This is a defect of migration-lint, not of your project. Nothing was checked. Run it again with ' +
        '`--debug` for the details, and please report them.',
  ]
}
