/** What is compared of a table that code declares, as a config calls it that leaves some of it out. */
export const comparedParts = [
  'tables',
  'columns',
  'types',
  'nullability',
  'defaults',
  'primary keys',
  'enums',
  'unique constraints',
  'indexes',
  'checks',
  'foreign keys',
  'names',
] as const
export type ComparedPart = (typeof comparedParts)[number]
