/** A cookie of one host and port alone, out of reach of scripts. */
export interface OwnCookie {
  readonly name: string;
  readonly value: string;
  /** Whether the browser also sends it along when a page elsewhere has led here; never with anything but a link. */
  readonly sent: 'from own pages' | 'also by links';
  /** Path below which it is sent; by TLS all of them. */
  readonly path: string;
  /** 0 takes it away. */
  readonly seconds: number;
}

/**
 * The name of a cookie of the front door at this port.
 *
 * Browsers do not tell ports apart: the name keeps two workspaces of one machine from taking away each other's. By TLS it is
 * one that browsers take from its own host alone, and only by TLS, so that no page below the same domain can set it.
 */
export function cookieName(portal: string, kind: 'session' | 'attempt' | 'state'): string {
  const { protocol, port } = new URL(portal);
  return `${protocol === 'https:' ? '__Host-' : ''}atelier-${port || '443'}-${kind}`;
}

/** A cookie as the value of Set-Cookie. */
export function setCookieText(portal: string, { name, value, sent, path, seconds }: OwnCookie): string {
  const isSecure = portal.startsWith('https:');
  const site = sent === 'from own pages' ? 'Strict' : 'Lax';
  const secure = isSecure ? '; Secure' : '';
  // Browsers take no other path with such a name.
  return `${name}=${value}; Path=${isSecure ? '/' : path}; Max-Age=${seconds}; HttpOnly; SameSite=${site}${secure}`;
}

/** The value of a cookie that a request has; of one that it has twice none, since nobody can say which is ours. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const values = cookieValues(header, name);
  return values.length === 1 ? values[0] : undefined;
}

/** All values of that name: a page can put one of its own beside ours, with a longer path. */
export function cookieValues(header: string | undefined, name: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
