#!/usr/bin/env node
import process from 'node:process'
import { main } from '../src/cli/main.ts'

const { argv, env, stdin, stdout, stderr } = process
const cwd = process.cwd()

// cosmiconfig reads a config of its own, and runs it where it is a script, out of the folder that a process
// works in. That folder is the repository's: so work in ours. Everything below is told where to look.
process.chdir(import.meta.dirname)

// A reader that has seen enough, such as `head`, closes the pipe. That changes nothing about the findings.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** A signal that comes meanwhile is heard when the work, which must not wait for anything, is done: it is whole then. */
function uninterrupted<Result>(work: () => Result): Result {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const hear = (): void => undefined
  for (const signal of signals) process.on(signal, hear)
  try {
    return work()
  } finally {
    setImmediate(() => {
      for (const signal of signals) process.off(signal, hear)
    })
  }
}

/** A process that may not be sent a signal is there all the same. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const owner = { pid: process.pid, isRunning }
process.exitCode = await main({ argv: argv.slice(2), cwd, env, stdin, stdout, stderr, owner, uninterrupted })
