import type { ChangeSet } from '../model/change-set.ts'
import type { Finding } from '../model/finding.ts'
import type { EffectiveSettings } from './effective-setting.ts'
import { milder } from './effective-setting.ts'
import { didYouMean } from './near-name.ts'
import type { RuleFinding } from './rule.ts'
import type { LintSettings } from './settings.ts'
import type { SuppressionComment } from './suppression-comments.ts'
import { splitLines, suppressionComments } from './suppression-comments.ts'
import type { SuppressionRuleId } from './suppression-rules.ts'

/** The texts of files, undefined where there is no such file: at the head and at the merge base. */
export interface Sources {
  head(path: string): string | undefined
  base(path: string): string | undefined
}

export interface Suppressed {
  /** What is left, and what is wrong with the suppressions themselves. */
  readonly findings: readonly Finding[]
  /** How many findings were dropped. */
  readonly suppressed: number
}

/**
 * Drops the findings that a comment or the config's `allow` asks to drop, and reports suppressions that are
 * not understood, give no reason, name no rule there is, or suppress nothing. Comments are read in the files
 * of changed migrations and in those that findings point to; an old comment is never reported as unused,
 * since its finding goes away with the merge.
 */
export function suppress(
  findings: readonly Finding[],
  changeSets: readonly ChangeSet[],
  settings: LintSettings,
  effective: EffectiveSettings,
  sources: Sources,
): Suppressed {
  const dropped = new Set<Finding>()
  const reported: Finding[] = []
  const files = changedFiles(changeSets)

  for (const path of new Set([...files.keys(), ...findings.map((finding) => finding.place.path)])) {
    const text = sources.head(path)
    if (text === undefined || !effective.covers(path)) continue
    const file = files.get(path)
    const comments = suppressionComments(path, text)
    if (comments.length === 0) continue
    const baseLines = linesOf(sources.base(file?.basePath ?? path))
    const here = findings.filter((finding) => finding.place.path === path)
    for (const comment of comments) {
      const isNew = !baseLines.has(comment.text)
      for (const { rule, ...finding } of judge(comment, isNew, here, dropped, settings)) {
        const { severity } = effective.at(rule, { app: file?.app, path })
        if (severity === 'off') continue
        reported.push({ rule, severity, related: [], ...finding, ...file?.owner })
      }
    }
  }

  for (const { rule, migration, place } of settings.allow) {
    const allowed = findings.filter((finding) => finding.rule === rule && finding.migration === migration)
    for (const finding of allowed) dropped.add(finding)
    const { severity } = effective.at('suppression/unused', { path: place.path })
    if (allowed.length > 0 || severity === 'off') continue
    reported.push({
      rule: 'suppression/unused',
      severity: milder(severity, 'hint'),
      message: `The config allows ${rule} for ${migration}, but there is no such finding.`,
      help: 'Remove the entry from `allow` once the change is merged.',
      place,
      related: [],
    })
  }
  return { findings: [...findings.filter((f) => !dropped.has(f)), ...reported], suppressed: dropped.size }
}

type Judgement = RuleFinding & { readonly rule: SuppressionRuleId }

/** Adds to `dropped` what one comment drops; answers with what is wrong with the comment. */
function* judge(
  comment: SuppressionComment,
  isNew: boolean,
  findings: readonly Finding[],
  dropped: Set<Finding>,
  settings: LintSettings,
): Generator<Judgement> {
  const { place, malformed, line } = comment
  if (malformed !== undefined) {
    if (isNew) yield malformedComment(comment, malformed)
    return
  }
  const known = comment.rules.filter((rule) => settings.rules.has(rule))
  const targets = findings.filter(
    (finding) => known.includes(finding.rule) && (line === undefined || finding.place.line === line),
  )
  if (comment.reason === '') {
    if (isNew || targets.length > 0) yield missingReason(comment)
    return
  }
  for (const target of targets) dropped.add(target)
  if (!isNew) return
  for (const rule of comment.rules.filter((name) => !known.includes(name))) {
    yield {
      rule: 'suppression/unknown-rule',
      message: `There is no rule "${rule}"${didYouMean(rule, settings.rules.keys())}`,
      help: '`migration-lint rules` lists the rules.',
      place,
    }
  }
  const unused = known.filter((rule) => !targets.some((target) => target.rule === rule))
  if (unused.length === 0) return
  yield {
    rule: 'suppression/unused',
    message: `This comment suppresses nothing: there is no finding of ${unused.join(', ')} ${
      line === undefined ? 'in this file' : `on line ${line}`
    }.`,
    help: 'Remove the comment, or move it to the line right above the finding.',
    place,
  }
}

function malformedComment({ place }: SuppressionComment, malformed: string): Judgement {
  return {
    rule: 'suppression/malformed-comment',
    message: `This comment suppresses nothing: ${malformed}.`,
    help: 'Write `migration-lint: disable-next-line=<rule> -- <reason>`, or `disable-file` in its place.',
    place,
  }
}

function missingReason({ place, rules }: SuppressionComment): Judgement {
  return {
    rule: 'suppression/missing-reason',
    message: `This comment suppresses nothing: it does not say why ${rules.join(', ')} may be ignored here.`,
    help: 'Add the reason after two dashes: `migration-lint: disable-next-line=<rule> -- <reason>`.',
    place,
  }
}

interface ChangedFile {
  readonly app: string
  /** Where the file was at the merge base. */
  readonly basePath: string
  /** What a finding about the file says of its owner. */
  readonly owner: Pick<Finding, 'app' | 'directory' | 'migration'>
}

/** The files of migrations that are new, edited or renamed, by their path at the head. */
function changedFiles(changeSets: readonly ChangeSet[]): ReadonlyMap<string, ChangedFile> {
  const files = new Map<string, ChangedFile>()
  for (const { head, changes } of changeSets) {
    for (const change of changes) {
      if (change.kind === 'deleted') continue
      const { app, id, path } = change.head
      const directory = head.apps.get(app)?.directory
      const owner = { app, migration: id, ...(directory === undefined ? {} : { directory }) }
      files.set(path, { app, basePath: change.kind === 'added' ? path : change.base.path, owner })
    }
  }
  return files
}

function linesOf(text: string | undefined): ReadonlySet<string> {
  return new Set(text === undefined ? [] : splitLines(text).map((line) => line.trim()))
}
