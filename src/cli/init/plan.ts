/** What `init` knows of a repository. */
export interface Surroundings {
  /** A config that is there already, from the root. */
  readonly config: string | undefined
  /** The text of a file below the root; undefined where there is none. */
  read(path: string): Promise<string | undefined>
  exists(path: string): Promise<boolean>
}

/** A file that `init` would write, from the root. */
export interface NewFile {
  readonly path: string
  readonly text: string
  readonly executable: boolean
  /** The folder, absolute, that `path` starts from, where that is not the root: what git keeps may lie elsewhere. */
  readonly from?: string
}

/** Variables that `init` would add to the repository's own config, a section of it. */
export interface NewSection {
  readonly section: string
  readonly settings: readonly { readonly key: string; readonly value: string }[]
}

/** What is to be done by hand, since a file that is there is never touched. */
export interface ByHand {
  readonly path: string
  readonly what: string
  /** The lines to add; empty where nothing is to be done. */
  readonly text: string
}

export interface Plan {
  readonly files: readonly NewFile[]
  readonly sections: readonly NewSection[]
  readonly byHand: readonly ByHand[]
}

export type Step = { readonly file: NewFile } | { readonly config: NewSection } | { readonly byHand: ByHand }

export function toPlan(steps: readonly Step[]): Plan {
  return {
    files: steps.flatMap((step) => ('file' in step ? [step.file] : [])),
    sections: steps.flatMap((step) => ('config' in step ? [step.config] : [])),
    byHand: steps.flatMap((step) => ('byHand' in step ? [step.byHand] : [])),
  }
}

/** The first of `paths` that is there. */
export async function firstOf(
  surroundings: Surroundings,
  paths: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) if (await surroundings.exists(path)) return path
  return undefined
}
