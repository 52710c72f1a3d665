import { createInterface } from 'node:readline/promises'
import type { TextStream } from '../io.ts'

/** Asks on a terminal. Anything but `y` or `yes` is a no, and so is the end of the input. */
export async function confirm(
  question: string,
  input: NodeJS.ReadableStream,
  output: TextStream,
): Promise<boolean> {
  output.write(`${question} [y/N] `)
  const lines = createInterface({ input })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    const answer = await Promise.race([lines.question(''), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
