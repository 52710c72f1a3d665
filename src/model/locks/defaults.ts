import type { Column } from '../schema/table.ts'

/**
 * Functions whose value is the same for a whole statement (`STABLE`, or folded into a constant), by the names that SQL and
 * code have for them: PostgreSQL, `pg_proc.provolatile`.
 */
const workedOutOnce =
  /^(?:(?:\w+\.)*(?:now|transactionnow|transaction_timestamp|statement_timestamp)\(.*\)|current_(?:timestamp|date|time|user|role|catalog|schema)|session_user|user|localtime(?:stamp)?)$/i

/** Functions that PostgreSQL calls once for each row (`VOLATILE`), by the names that SQL and code have for them. */
const workedOutForEach =
  /(?:^|[^\w])(?:random|gen_random_uuid|uuid_generate_v\w+|uuidv[47]|uuid[47]|randomuuid|clock_timestamp|timeofday|nextval)\s*\(/i

/**
 * Whether the rows that are there get a value that has to be worked out for each, so that each is written again;
 * undefined where that hangs on a function of which it is not known.
 */
export function fillsRowByRow({
  type,
  default: value,
}: Pick<Column, 'type' | 'default'>): boolean | undefined {
  if (type?.counts) return true
  if (value.kind === 'generated') return value.isStored
  if (value.kind !== 'database' || value.isConstant || workedOutOnce.test(value.source.trim())) return false
  return workedOutForEach.test(value.source.replace(/'[^']*'|"[^"]*"/g, '')) ? true : undefined
}

/** Whether rows that leave the column out hold NULL. */
export function isNullDefault({ default: value }: Pick<Column, 'default'>): boolean {
  return value.kind === 'none'
}
