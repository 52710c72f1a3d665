import { django, djangoVersions, virtualEnvironment } from './environment.ts'

/** sysexits.h's EX_TEMPFAIL: neither agreement nor difference. `.ci/run` tells it from a failure. */
const couldNotBeHad = 75

/** Runs once before the comparisons: where their programs cannot be had, says so and ends the run. */
export default function prepare(): void {
  try {
    virtualEnvironment('pre-commit', ['pre-commit'])
    for (const version of djangoVersions) django(version)
  } catch (error) {
    console.error(
      [
        '',
        'SKIPPED: the comparisons with the real programs (Django, pre-commit) did not run.',
        'They need Python 3 with venv, and a package index to install from; CONFORMANCE_PYTHON names the interpreter.',
        `What went wrong: ${error instanceof Error ? error.message : String(error)}`,
        '',
      ].join('\n'),
    )
    process.exit(couldNotBeHad)
  }
}
