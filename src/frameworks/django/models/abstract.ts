import type { ClassValue } from '../../../python/value.ts'

/** Whether a class is an abstract model: its own Meta says so. What it hands down no longer does. */
export function isAbstract(model: ClassValue, depth = 0): boolean {
  const meta = model.attributes.get('Meta')
  // A Meta that code may have changed since is a class all the same, and is abstract where it is written so.
  if (meta?.kind === 'unresolved') return isWrittenAbstract(model)
  return meta?.kind === 'class' && depth < 20 && saysAbstract(meta, depth)
}

function isWrittenAbstract({ code }: ClassValue): boolean {
  const meta = code.body.find((stmt) => stmt.type === 'ClassDef' && stmt.name === 'Meta')
  return (
    meta?.type === 'ClassDef' &&
    meta.body.some(
      (stmt) =>
        stmt.type === 'Assign' &&
        stmt.targets.some((target) => target.type === 'Name' && target.id === 'abstract') &&
        stmt.value.type === 'Constant' &&
        stmt.value.value === true,
    )
  )
}

/** The Meta of a model that is made says `abstract = False`, whatever its source says. */
function saysAbstract(meta: ClassValue, depth: number): boolean {
  const own = meta.attributes.get('abstract')
  if (own) return own.kind === 'const' && own.value === true
  return meta.bases.some(
    (base) => base.kind === 'class' && base.name !== 'Meta' && depth < 20 && saysAbstract(base, depth + 1),
  )
}
