const reading = /^(BatchGet|Describe|Get|List)$/;

/**
 * The same actions in fewer characters: three of one verb and service become a pattern of all with that verb. It gives
 * more than was asked, so that beside reading it is for resources alone that are wholly somebody's own.
 */
export function shorterActions(actions: readonly string[], verbs: 'reading' | 'every-verb'): string[] {
  const grouped = Map.groupBy(actions, (action) => /^[^:]+:(?:BatchGet|[A-Z][a-z]+)/.exec(action)?.[0] ?? action);
  const patterns = [...grouped].flatMap(([stem, held]) => {
    const isShortened = verbs === 'every-verb' || reading.test(stem.replace(/^[^:]+:/, ''));
    return held.length >= 3 && isShortened ? [`${stem}*`] : held;
  });
  return [...new Set(patterns)].toSorted();
}
