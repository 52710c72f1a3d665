import type { Format, Reporter } from './reporter.ts'

/** Loads one reporter, so that a run pays for no other. */
export async function loadReporter(format: Format): Promise<Reporter> {
  switch (format) {
    case 'pretty':
      return (await import('./pretty.ts')).pretty
    case 'json':
      return (await import('./json.ts')).json
    case 'github':
      return (await import('./github.ts')).github
    case 'markdown':
      return (await import('./markdown.ts')).markdown
  }
}
