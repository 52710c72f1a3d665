import type { GoneFiles } from './compare-applied.ts'
import type { MigrationId } from './migration.ts'
import type { Project } from './project.ts'
import type { Version } from './versions-run.ts'

const decoder = new TextDecoder()

/**
 * What the history of the apps' folders knows of names that have no file any more.
 *
 * @param apps labels of the apps that somebody will ask for
 * @param versions by path, newest first
 * @returns the blobs that tell, and what they say once they are there
 */
export function goneFiles(
  { apps: all }: Project,
  apps: ReadonlySet<string>,
  versions: ReadonlyMap<string, readonly Version[]>,
): {
  readonly blobs: readonly string[]
  readonly read: (texts: ReadonlyMap<string, Uint8Array>) => GoneFiles
} {
  const byApp = new Map(
    [...apps].map((app) => {
      const folder = `${all.get(app)!.directory}/`
      const within = [...versions].filter(([path]) => path.slice(0, path.lastIndexOf('/') + 1) === folder)
      return [app, { folder, files: within }] as const
    }),
  )
  const blobsOf = (app: string): string[] =>
    (byApp.get(app)?.files ?? []).flatMap(([, list]) => list.flatMap(({ blob }) => blob ?? []))
  return {
    blobs: [...new Set([...apps].flatMap(blobsOf))],
    read: (texts) => ({
      // A name in a file that once replaced something is taken for one of what it replaced: better silent than wrong.
      wasSquashed(id) {
        const [app, name] = parts(id)
        return blobsOf(app).some((blob) => {
          const text = decoder.decode(texts.get(blob))
          return text.includes('replaces') && (text.includes(`'${name}'`) || text.includes(`"${name}"`))
        })
      },
      whoDeleted(id) {
        const [app, name] = parts(id)
        const { folder = '', files = [] } = byApp.get(app) ?? {}
        const [, list] = files.find(([path]) => path.startsWith(`${folder}${name}.`)) ?? []
        const last = list?.[0]
        if (!last) return undefined
        if (last.blob !== undefined) return 'the working tree has lost it, which is not committed'
        return `${last.commit.slice(0, 12)} deleted it on ${new Date(last.committedAt).toISOString().slice(0, 10)}`
      },
    }),
  }
}

/** A label has no dot in it. */
function parts(id: MigrationId): [app: string, name: string] {
  const dot = id.indexOf('.')
  return [id.slice(0, dot), id.slice(dot + 1)]
}
