/** The head of a request, as it came. */
export interface SignedRequest {
  readonly method: string;
  /** Byte for byte. */
  readonly url: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
}

/**
 * The text of a request that AWS's Signature Version 4 signs, in Latin-1 as Node reads headers.
 *
 * The path is coded once more than it came; its segments are not put in order, as the front door takes none of dots. Source:
 * AWS, "Create a signed AWS API request", step 1.
 *
 * @param bodyDigest SHA-256 of the body, in hexadecimal
 */
export function canonicalRequest(
  { method, url, rawHeaders }: SignedRequest,
  signedHeaders: readonly string[],
  bodyDigest: string,
): string {
  const mark = url.indexOf('?');
  const [path, query] = mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  const headers = signedHeaders.map((name) => `${name}:${headerValue(rawHeaders, name)}\n`);
  return [method, codedPath(path), sortedQuery(query), headers.join(''), signedHeaders.join(';'), bodyDigest].join(
    '\n',
  );
}

/** The value of a header that is there once; of one that is not, none. */
export function headerValue(rawHeaders: readonly string[], name: string): string {
  const index = rawHeaders.findIndex((each, place) => place % 2 === 0 && each.toLowerCase() === name);
  return (index === -1 ? '' : (rawHeaders[index + 1] ?? '')).trim().replace(/[ \t]+/g, ' ');
}

function codedPath(path: string): string {
  return path.replace(
    /[^A-Za-z0-9_.~/-]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Names without a value have an empty one; equal names stand in the order of their values. */
function sortedQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => /^([^=]*)=?(.*)$/s.exec(pair)?.slice(1, 3) as [string, string])
    .toSorted(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
