import type { LibraryClass, LibraryModel } from './library.ts'

/** A class as a description holds it: what is empty is left out. */
export interface DescribedClass extends Omit<LibraryClass, 'path' | 'bases' | 'model' | 'mayDiffer'> {
  readonly bases?: readonly string[]
  readonly model?: Partial<LibraryModel> & { readonly abstract: boolean }
  /** Other dotted paths of the same class. */
  readonly aliases?: readonly string[]
  /** Specifiers of the distribution's versions that it holds for, where that is not all that the description does. */
  readonly versions?: string
}

/** What is known of one library: a JSON file of ours, or what a user writes into the config. */
export interface Description {
  /** The name of the distribution that brings the package, in its normal form (PEP 503). */
  readonly distribution?: string
  /** Specifiers (PEP 440) of the versions that it holds for; any version unless given. */
  readonly versions?: string
  /** By dotted path. Where versions differ, one for each. */
  readonly classes: { readonly [path: string]: DescribedClass | readonly DescribedClass[] }
}
