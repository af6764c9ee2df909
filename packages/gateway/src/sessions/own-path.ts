/**
 * A path of one origin, with its query, or the beginning where it would lead anywhere else.
 *
 * Browsers read `//x`, `/\x` and tabs in between as another host.
 */
export function ownPath(text: string | undefined, origin: string): string {
  if (text === undefined || text.length > longest || !/^\/(?![/\\])[!-~]*$/.test(text)) return '/';
  const url = URL.parse(text, origin);
  return url !== null && url.origin === origin ? `${url.pathname}${url.search}` : '/';
}

const longest = 2000;
