/**
 * The user asked for something that cannot be: a wrong flag, a wrong config, a path that is not there.
 * Exit code 2. `message` says what and where, `help` what to do.
 */
export class UsageError extends Error {
  readonly help: string
  constructor(message: string, help = '') {
    super(message)
    this.name = 'UsageError'
    this.help = help
  }
}

/**
 * The check could not be made, so nothing may be concluded: no base, a shallow clone, git's own error.
 * Exit code 3: never to be mistaken for a clean run.
 */
export class CannotCheckError extends Error {
  readonly help: string
  constructor(message: string, help = '') {
    super(message)
    this.name = 'CannotCheckError'
    this.help = help
  }
}
