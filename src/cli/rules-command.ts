import { optionIn, presets, severityIn, type Preset, type RuleMeta } from '../engine/rule.ts'
import type { Severity } from '../model/finding.ts'
import { severityColour, styler, type Style } from '../report/style.ts'
import { wrap } from '../report/width.ts'
import { allRules } from './catalogue.ts'
import { exitCodes } from './exit-code.ts'
import { wantsColour, widthOf, type Io } from './io.ts'

/** Lists the rules with their severities, summaries and options. */
export function rulesCommand({ format }: { readonly format: 'pretty' | 'json' }, io: Io): number {
  const rules = allRules()
  const style = styler(wantsColour(io.stdout, io.env))
  io.stdout.write(
    format === 'json' ? `${JSON.stringify(rules, null, 2)}\n` : list(rules, widthOf(io.stdout), style),
  )
  return exitCodes.clean
}

function list(rules: readonly RuleMeta[], width: number, style: Style): string {
  const entries = rules.map((rule) => {
    const { id, summary, options } = rule
    const choices = Object.entries(options).map(
      ([name, option]) =>
        `option ${name} (${option.values.join(' | ')}, default ${byPreset((preset) => optionIn(option, preset))}): ${option.description}`,
    )
    const text = [summary, ...choices].flatMap((line) => wrap(line, width - 4))
    const head = `${style(id, 'bold')}  ${byPreset((preset) => coloured(severityIn(rule, preset), style))}`
    return [head, ...text.map((line) => `    ${line}`)].join('\n')
  })
  return `${entries.join('\n')}\n\n${wrap('`migration-lint explain <rule>` says more about one.', width).join('\n')}\n`
}

function coloured(severity: Severity | 'off', style: Style): string {
  return severity === 'off' ? style(severity, 'dim') : style(severity, severityColour[severity])
}

/** What holds in each preset: once where it is the same in all, and otherwise from the preset on from which it is another. */
function byPreset(of: (preset: Preset) => string): string {
  const changes = presets.filter((preset, index) => index === 0 || of(preset) !== of(presets[index - 1]!))
  return changes.map((preset, index) => (index === 0 ? of(preset) : `${preset}: ${of(preset)}`)).join(', ')
}
