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
