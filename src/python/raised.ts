/** Thrown where the source that is evaluated surely raises, and caught where it surely catches. */
export class Raised extends Error {
  constructor() {
    super('the source raises')
    this.name = 'Raised'
  }
}
