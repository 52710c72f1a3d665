const making = /^\s*CREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\b/i
const tokens = /"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|\[[^\]]*\]|[(),]|\w+/g

/** What may stand behind the name of a column that has no type, and what begins a constraint of the table. */
const afterName =
  /^(?:CONSTRAINT|PRIMARY|NOT|NULL|UNIQUE|CHECK|DEFAULT|COLLATE|REFERENCES|GENERATED|AS|[,)])$/i
const ofTable = /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i

/**
 * `CREATE TABLE` with `blob` for each column that has no type, which SQLite allows and treats so (SQLite's manual, "Datatypes
 * In SQLite", 3.1); any other text as it is.
 */
export function withColumnTypes(text: string): string {
  if (!making.test(text)) return text
  const ends: number[] = []
  let depth = 0
  let before = ''
  let name: RegExpExecArray | undefined
  for (const token of text.matchAll(tokens)) {
    const [word] = token
    if (name && afterName.test(word)) ends.push(name.index + name[0].length)
    name = depth === 1 && /^[(,]$/.test(before) && !ofTable.test(word) && word !== ')' ? token : undefined
    if (word === '(') depth++
    if (word === ')') depth--
    before = word
  }
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end)).join(' blob')
}
