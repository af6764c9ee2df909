/** Whether a pattern of IAM, with `*` and `?`, matches a text. Takes no longer than their lengths multiplied. */
export function globMatches(wanted: string, given: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < given.length) {
    if (at < wanted.length && wanted[at] === '*') {
      star = at++;
      retry = from;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++retry;
    } else return false;
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}

/** Whether a pattern matches all that another one matches, as far as can be seen without comparing texts. */
export function globCovers(wide: string, narrow: string): boolean {
  return globMatches(wide, narrow) && !(wide.includes('?') && narrow.includes('*'));
}

/** Whether two patterns match any text in common. Takes no longer than their lengths multiplied. */
export function globsOverlap(one: string, other: string): boolean {
  let reachable = new Set([0]);
  const close = (places: Set<number>) => {
    for (const place of places) if (other[place] === '*') places.add(place + 1);
    return places;
  };
  reachable = close(reachable);
  for (const letter of one) {
    const next = new Set<number>(letter === '*' ? reachable : []);
    for (const place of reachable) {
      if (place >= other.length) continue;
      if (letter === '*') for (let to = place; to <= other.length; to++) next.add(to);
      else if (other[place] === '*') next.add(place);
      else if (letter === '?' || other[place] === '?' || other[place] === letter) next.add(place + 1);
    }
    reachable = close(next);
  }
  return reachable.has(other.length);
}
