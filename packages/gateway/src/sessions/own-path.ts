/**
 * A path of one origin, with its query, or the beginning where it would lead anywhere else.
 *
 * Browsers read `//x`, `/\x` and tabs in between as another host.
 */
export function ownPath(text: string | undefined, origin: string): string {
  if (text === undefined || text.length > longest || !isPath(text)) return '/';
  const url = URL.parse(text, origin);
  if (url === null || url.origin !== origin) return '/';
  // Without its dots it may have become what it was not: `/.//x`.
  const path = `${url.pathname}${url.search}`;
  return isPath(path) ? path : '/';
}

const longest = 2000;

function isPath(text: string): boolean {
  return /^\/(?![/\\])[!-~]*$/.test(text);
}
