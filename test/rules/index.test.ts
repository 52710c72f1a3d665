import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { rules } from '../../rules/index.ts'
import { suppressionRules } from '../../src/engine/suppression-rules.ts'
import { appGone, commentEdited, findingsOf, leftOpenBy, squashOfUnknownAge } from './hand-made.ts'
import { handMadePlans } from './hand-made-plans.ts'
import { lintExample } from './lint-example.ts'
import { examplesOf } from './page.ts'

const root = join(import.meta.dirname, '../../rules')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
)
const ids = rules.map(({ meta }) => meta.id)
const pageOf = (id: string) => readFileSync(join(root, `${id}.md`), 'utf8')

describe('the catalogue', () => {
  test('lists every rule once', () => {
    const sources = files.filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    expect([...ids].sort()).toEqual(sources.map((path) => path.slice(0, -'.ts'.length)).sort())
  })

  test('has a page for every rule, and no other page', () => {
    const pages = files.filter((path) => path.endsWith('.md')).map((path) => path.slice(0, -'.md'.length))
    expect(pages.sort()).toEqual([...ids, ...suppressionRules.map(({ id }) => id)].sort())
  })

  test.each(rules)('$meta.id: the page is about it and names every option', ({ meta }) => {
    const page = pageOf(meta.id)
    expect(page.startsWith(`# ${meta.id}\n`)).toBe(true)
    for (const [name, option] of Object.entries(meta.options)) {
      expect(page).toContain(`\`${name}\``)
      expect(option.values).toContain(option.default)
    }
  })

  test.each(ids)('%s: the page shows what is found and what is not', (id) => {
    const examples = examplesOf(pageOf(id))
    expect(examples.some(({ findings }) => findings.some(({ rule }) => rule === id))).toBe(true)
    expect(examples.some(({ findings }) => findings.length === 0)).toBe(true)
  })
})

describe('every text that a rule can say is said by some example', () => {
  const said = everythingSaid()
  test.each(ids)('%s', (id) => {
    const unsaid = textsIn(`${id}.ts`).filter((text) => !said.some((message) => text.test(message)))
    expect(unsaid.map(String)).toEqual([])
  })
})

/** The messages, help and notes of all examples. */
function everythingSaid(): string[] {
  const extra = join(import.meta.dirname, 'examples')
  const found = ids.flatMap((id) => {
    const more = join(extra, `${id}.md`)
    const examples = [
      ...examplesOf(pageOf(id)),
      ...(existsSync(more) ? examplesOf(readFileSync(more, 'utf8')) : []),
    ]
    return examples.flatMap((example) => lintExample(example, id))
  })
  const made = [
    ...findingsOf('history/deleted-migration', appGone(['Product'])),
    ...findingsOf('history/edited-migration', commentEdited(true)),
  ]
  const safety = Object.values(handMadePlans)
  const more = safety.flatMap(({ rule, changes, options }) => findingsOf(rule, changes, options))
  const open = [
    ...safety.flatMap(({ rule, changes, options }) => leftOpenBy(rule, changes, options)),
    ...leftOpenBy('squash/unfinished', squashOfUnknownAge()),
  ]
  return [
    ...open.flatMap(({ what, cause, remedy = '' }) => [what, cause, remedy]),
    ...[...found, ...made, ...more].flatMap(({ message, help, related = [] }) => [
      message,
      help,
      ...related.map((other) => other.message),
    ]),
  ]
}

/** A rule's sentences: its string and template literals with a space in them, but for what `meta` says. */
function textsIn(path: string): RegExp[] {
  const text = readFileSync(join(root, path), 'utf8')
  const texts: RegExp[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'meta') return
    if (ts.isImportDeclaration(node) || isWord(node)) return
    const pieces = piecesOf(node)
    const words = pieces.join('').trim()
    if (words.length > 12 && words.includes(' ')) texts.push(new RegExp(pieces.map(escape).join('[^]*')))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return texts
}

/** A string that is compared, passed or listed by itself is a word of the model, no text. */
function isWord(node: ts.Node): boolean {
  if (!ts.isStringLiteral(node)) return false
  const { parent } = node
  const isCompared = ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())
  return (
    isCompared ||
    ts.isCallExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isLiteralTypeNode(parent)
  )
}

function piecesOf(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (!ts.isTemplateExpression(node)) return []
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
