import type { Environment } from '../python/environment.ts'
import type { Framework } from './framework.ts'

/**
 * Every framework there is. Loads what they need to parse with, once: after this all is synchronous.
 *
 * @param environment what is installed for the projects' Python, where there is anything
 */
export async function loadFrameworks(environment?: Environment): Promise<readonly Framework[]> {
  const [{ createDjango }, { createTypeOrm }, { loadParser }] = await Promise.all([
    import('./django/index.ts'),
    import('./typeorm/index.ts'),
    import('../python/parse.ts'),
  ])
  return [createDjango(await loadParser(), environment), createTypeOrm()]
}
