/**
 * What a program needs of this machine to reach a registry (paths, proxies, certificates), without what a running
 * hook, a test runner or some continuous integration says of the job that runs the tests.
 */
export function hostEnvironment(): Record<string, string> {
  const foreign = /^(GITHUB_|GITLAB_|CI$|CI_|RUNNER_|INPUT_|GIT_|NODE_OPTIONS$|NODE_ENV$|VITEST|npm_)/i
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']))
}
