/**
 * The seed of a random test: always the same, so that the same code passes or fails the same way for everybody, unless
 * another one is given (`SEED=7 npm test`). Printed, so that what a failure was found with is never lost.
 */
export function seedOf(test: string, usual: number): number {
  const seed = Number(process.env['SEED'] ?? usual)
  console.log(`${test}: SEED=${seed}`)
  return seed
}
