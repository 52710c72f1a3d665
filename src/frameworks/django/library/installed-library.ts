import type { DjangoSettings } from '../settings-module.ts'
import type { Library } from './library.ts'

/** Packages of which the models are abstract where they are not installed, so that projects extend them. */
const abstractElsewhere: ReadonlySet<string> = new Set(['rest_framework.authtoken'])

/**
 * What is known of the classes of libraries, without models of apps that the settings do not install: Django refuses
 * those, so that they are made otherwise then. Where nothing tells what is installed, they are taken to be.
 */
export function installedLibrary(library: Library, { installedApps }: DjangoSettings): Library {
  const packages = new Set(installedApps.map((name) => name.replace(/(\.apps)?\.[A-Z]\w*$/, '')))
  const isInstalled = (name: string) =>
    packages.has(name) || (packages.size === 0 && !abstractElsewhere.has(name))
  return {
    classAt(path) {
      const known = library.classAt(path)
      if (!known?.model || known.model.abstract || known.path.startsWith('django.')) return known
      const at = known.path.indexOf('.models.')
      return at < 0 || isInstalled(known.path.slice(0, at)) ? known : undefined
    },
  }
}
