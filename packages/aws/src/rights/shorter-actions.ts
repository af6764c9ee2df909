const parts = /^([^:]+):(BatchGet|[A-Z][a-z]+)([^*]*)$/;
const harmless = new Set(['BatchGet', 'Describe', 'Get', 'Git', 'List']);

/**
 * The same actions in fewer characters, so that they give more than was asked: three verbs of one noun become every verb
 * of it, two actions with one verb that reads all with that verb, and two of which one begins as the other all that begin
 * so. Every `Create` of a service would make machines that hand on rights.
 */
export function shorterActions(actions: readonly string[]): string[] {
  const nouns = gathered(actions, ([, service, , noun]) => (noun ? `${service}:*${noun}` : undefined), 3);
  const byVerb = gathered(
    nouns,
    ([, service, verb]) => (harmless.has(verb ?? '') ? `${service}:${verb}*` : undefined),
    2,
  );
  const shortened = [...new Set(byVerb.map((action) => begun(action, byVerb)))].toSorted();
  return shortened.filter((action) => !shortened.some((other) => other !== action && covers(other, action)));
}

/** Actions of which at least so many have the same pattern become that pattern. */
function gathered(
  actions: readonly string[],
  patternOf: (found: RegExpExecArray) => string | undefined,
  least: number,
): readonly string[] {
  const groups = Map.groupBy(actions, (action) => {
    const found = parts.exec(action);
    return (found && patternOf(found)) ?? action;
  });
  return [...groups].flatMap(([pattern, held]) => (held.length >= least ? [pattern] : held));
}

function begun(action: string, held: readonly string[]): string {
  const first = held.filter((other) => action.startsWith(other)).toSorted()[0] ?? action;
  return held.some((other) => other !== first && other.startsWith(first)) ? `${first}*` : action;
}

function covers(pattern: string, action: string): boolean {
  const text = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return pattern.includes('*') && new RegExp(`^${text.join('.*')}$`).test(action);
}
