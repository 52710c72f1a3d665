import { CannotCheckError } from '../model/errors.ts'

/**
 * Loads a driver, which is the user's to install beside this tool. Out of the repository that is looked at none is taken:
 * nothing of it is run.
 *
 * @throws CannotCheckError that says what to install
 */
export async function loadDriver<Driver>(name: string, load: () => Promise<Driver>): Promise<Driver> {
  try {
    return await load()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ERR_MODULE_NOT_FOUND' ? 'is not installed' : `cannot be loaded: ${message}`
    throw new CannotCheckError(
      `The driver \`${name}\` ${reason}.`,
      `Install it beside migration-lint: \`npm install --save-dev ${name}\`, or run both with ` +
        `\`npx --package=migration-lint --package=${name} migration-lint applied\`.`,
    )
  }
}
