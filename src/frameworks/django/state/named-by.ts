import type { CallValue } from '../../../python/value.ts'

/** What else of a project a field names, at most: nothing, or a model alone and no field of it. */
export type Named = 'nothing' | 'a model'

const plain =
  /^django\.db\.models\.(?:fields\.)?(?:Auto|BigAuto|BigInteger|Binary|Boolean|Char|Date|DateTime|Decimal|Duration|Email|File|FilePath|Float|GenericIPAddress|Image|Integer|JSON|NullBoolean|PositiveBigInteger|PositiveInteger|PositiveSmallInteger|Slug|SmallAuto|SmallInteger|Text|Time|URL|UUID)Field$/
const relation = /^django\.db\.models\.(?:fields\.related\.)?(?:ForeignKey|OneToOneField|ManyToManyField)$/

/** So many arguments come before `to_field` (django/db/models/fields/related.py). */
const beforeToField = 6

/** What a field names, as far as the call alone tells; undefined where its class may say more. */
export function namedBy({ callee, args, keywords }: CallValue): Named | undefined {
  if (callee.kind !== 'reference') return undefined
  if (plain.test(callee.path)) return 'nothing'
  const mayNameFields =
    args.length > beforeToField || ['to_field', 'to_fields', 'from_fields'].some((name) => keywords.has(name))
  return relation.test(callee.path) && !mayNameFields ? 'a model' : undefined
}
