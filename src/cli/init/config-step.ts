import type { Step, Surroundings } from './plan.ts'

const text = `# What migration-lint checks, and how strictly. Everything here may be left out.

# The branch that others are merged into. Found out from CI or git unless given.
# base: origin/main

# Paths to leave out, as globs from the root of the repository.
# exclude:
#   - legacy/**

# The rules to start from: recommended (what breaks or loses data), zero-downtime (also what breaks code that is still
# running, or takes long locks) or strict.
# preset: recommended

# The databases that the migrations run on, with the oldest version in use. Read from the settings unless given.
# database: postgresql@14

# Severities: error, warning, hint or off. \`migration-lint rules\` lists the rules.
rules: {}
`

/** A config with nothing set, that says what could be; nothing where there is one already. */
export function configStep({ config }: Surroundings): readonly Step[] {
  if (config === undefined) return [{ file: { path: 'migration-lint.config.yaml', text, executable: false } }]
  return [{ byHand: { path: config, what: 'is the config already', text: '' } }]
}
