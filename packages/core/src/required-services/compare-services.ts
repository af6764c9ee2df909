/** Items that there should be beside those that there are; everything sorted. */
export interface Comparison<Item> {
  readonly required: readonly Item[];
  readonly present: readonly Item[];
  /** Required and not present. */
  readonly missing: readonly Item[];
  /** Present and not required. */
  readonly surplus: readonly Item[];
}

/** Compare two lists of names; what is in a list twice counts once. */
export function compareServices<Name extends string>(
  required: Iterable<Name>,
  present: Iterable<Name>,
): Comparison<Name> {
  const [wanted, there] = [new Set(required), new Set(present)];
  return {
    required: [...wanted].toSorted(),
    present: [...there].toSorted(),
    missing: [...wanted.difference(there)].toSorted(),
    surplus: [...there.difference(wanted)].toSorted(),
  };
}
