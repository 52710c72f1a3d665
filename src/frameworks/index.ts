import type { Framework } from './framework.ts'

/** Every framework there is. Loads what they need to parse with, once: after this all is synchronous. */
export async function loadFrameworks(): Promise<readonly Framework[]> {
  const [{ createDjango }, { loadParser }] = await Promise.all([
    import('./django/index.ts'),
    import('../python/parse.ts'),
  ])
  return [createDjango(await loadParser())]
}
