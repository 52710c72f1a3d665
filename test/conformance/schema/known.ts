const lost = /brand_labels: brand_labels_(brand|maker)_id_\w+ foreign key/

/** Django before 4.0 loses the foreign key of a many-to-many table when the type of what it leads to changes. */
export function lostBefore4(version: string, difference: string): boolean {
  return version.startsWith('3.') && lost.test(difference)
}
