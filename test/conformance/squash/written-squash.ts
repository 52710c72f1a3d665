import { createDjango } from '../../../src/frameworks/django/index.ts'
import type { SquashWriting } from '../../../src/model/squash-writing.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'
import type { SquashCase } from './squash-case.ts'

const parse = await loadParser()

/** What is written for the migrations that Django squashed in a case. */
export function writtenSquash({ files, app, name, text }: SquashCase): SquashWriting {
  const django = createDjango(parse)
  const tree = textTree(new Map(Object.entries(files)))
  const [root] = django.discover(tree, {})
  const isInitial = text.includes('\n    initial = True\n')
  const [first, last] = isInitial
    ? [undefined, name.slice('0001_squashed_'.length)]
    : name.split('_squashed_')
  const request = { app, from: first, to: last, at: new Date(0), header: false }
  return django.load(tree, root!, {}).writeSquash!(request)
}

/** A squash with its dependencies in the order of their text: before Django 5.0 theirs is left to chance. */
export function ordered(text: string): string {
  return text
    .trimStart()
    .replace(
      /(\n {4}dependencies = \[\n)([^]*?)(\n {4}\]\n)/,
      (_, open: string, lines: string, close: string) => open + lines.split('\n').sort().join('\n') + close,
    )
}
