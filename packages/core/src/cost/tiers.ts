/** How much of an amount falls into each tier; the last tier has no end. */
export function splitByTiers(amount: number, tiers: readonly { readonly upTo: number | null }[]): readonly number[] {
  let from = 0;
  return tiers.map(({ upTo }) => {
    const end = upTo ?? Number.POSITIVE_INFINITY;
    const part = Math.max(0, Math.min(amount, end) - from);
    from = end;
    return part;
  });
}
