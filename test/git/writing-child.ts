import { openRepository } from '../../src/git/repository.ts'
import type { FileEdit } from '../../src/model/repair.ts'

/**
 * Applies edits and ends itself, without any word, after the nth change to the disk:
 * `<root> <n> <edits as JSON>`; with `roll-back` in place of the edits, undoes.
 */
const [root, last, given] = process.argv.slice(2)
const repository = await openRepository({ cwd: root!, env: process.env })
let count = 0
const owner = {
  pid: process.pid,
  isRunning: (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  },
}
const onWrite = (what: string): void => {
  process.stdout.write(`${what}\n`)
  if (++count === Number(last)) process.kill(process.pid, 'SIGKILL')
}
if (given === 'roll-back') repository.rollBack({ owner, onWrite })
else {
  const edits = JSON.parse(given!, (key, value: unknown) =>
    key === 'before' || key === 'after' ? Buffer.from(value as string) : value,
  ) as FileEdit[]
  repository.apply(edits, { owner, onWrite })
}
