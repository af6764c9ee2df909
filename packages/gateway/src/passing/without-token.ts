/**
 * A path with its query, but for what clients of Jupyter put there to be let in.
 *
 * The code of a space would learn a token that is good for more than the space.
 */
export function withoutToken(path: string): string {
  const mark = path.indexOf('?');
  if (mark === -1) return path;
  const kept = path
    .slice(mark + 1)
    .split('&')
    .filter((pair) => !isToken(pair));
  return kept.length === 0 ? path.slice(0, mark) : `${path.slice(0, mark)}?${kept.join('&')}`;
}

function isToken(pair: string): boolean {
  const [name = ''] = pair.split('=', 1);
  return /^token$/i.test(new URLSearchParams(`${name}=`).keys().next().value?.trim() ?? '');
}
