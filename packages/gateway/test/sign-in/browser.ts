import { type Answer, ask as askLoopback } from './sign-in-here.ts';

interface Kept {
  readonly value: string;
  readonly path: string;
  readonly strict: boolean;
}

/** A browser as far as signing in goes: cookies by host, SameSite, redirections, pages that go on by themselves, forms. */
export class Browser {
  /** By host without its port, as browsers keep them, then by name. */
  readonly cookies = new Map<string, Map<string, Kept>>();
  /** Every address that was asked, in turn. */
  readonly visited: string[] = [];
  private readonly asking: typeof askLoopback;

  /** @param ask how it asks an address once; left out: at loopback */
  constructor(ask: typeof askLoopback = askLoopback) {
    this.asking = ask;
  }

  /** Go to an address, by hand or by a link on a page of another origin. */
  async visit(address: string, { from }: { from?: string } = {}): Promise<Answer> {
    let url = new URL(address);
    let origin = from;
    let chain: readonly string[] = [];
    for (let hops = 0; hops < 30; hops += 1) {
      chain = [...chain, url.origin];
      const answer = await this.send(url, { site: siteOf(origin, chain) });
      const { location } = answer.headers;
      const goOn = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(answer.body)?.[1];
      if (location !== undefined) {
        url = new URL(location, url);
      } else if (goOn !== undefined) {
        origin = url.origin;
        chain = [];
        url = new URL(unescaped(goOn), url);
      } else {
        return answer;
      }
    }
    throw new Error(`no end of redirections at ${url}`);
  }

  /** Send a form of a page, and follow where it leads. */
  async submit(page: Answer, action: RegExp, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const path = [...page.body.matchAll(/<form method="post" action="([^"]*)"/g)]
      .map(([, to = '']) => to)
      .find((to) => action.test(to));
    if (path === undefined) throw new Error(`no form ${action} on ${page.url}: ${page.body}`);
    const url = new URL(path, page.url);
    const answer = await this.post(
      url,
      new URLSearchParams(fields).toString(),
      'application/x-www-form-urlencoded',
      page.url.origin,
    );
    const { location } = answer.headers;
    const goOn = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(answer.body)?.[1];
    if (location === undefined && goOn === undefined) return answer;
    return this.visit(new URL(location ?? unescaped(goOn ?? ''), url).href, { from: page.url.origin });
  }

  /** Send what a page of an origin sends. */
  post(url: URL, body: string, type: string, from: string): Promise<Answer> {
    const headers = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)), origin: from };
    return this.send(url, { method: 'POST', headers, body, site: siteOf(from, [url.origin]) });
  }

  async send(
    url: URL,
    { site, ...sent }: { site: string; method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Answer> {
    const cookie = [...(this.cookies.get(url.hostname) ?? [])]
      .filter(([, { path, strict }]) => url.pathname.startsWith(path) && !(strict && site === 'cross-site'))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const headers = {
      accept: 'text/html',
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      ...(cookie === '' ? {} : { cookie }),
      ...sent.headers,
    };
    this.visited.push(url.href);
    const answer = await this.asking(url, { ...sent, headers });
    for (const text of answer.headers['set-cookie'] ?? []) this.keep(url, text);
    return answer;
  }

  private keep(url: URL, text: string): void {
    const [pair = '', ...attributes] = text.split(/; */);
    const of = new Map(attributes.map((one) => [one.split('=')[0]?.toLowerCase() ?? '', one.split('=')[1] ?? '']));
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const own = this.cookies.get(url.hostname) ?? new Map<string, Kept>();
    this.cookies.set(url.hostname, own);
    const isBound = of.has('secure') && of.get('path') === '/' && !of.has('domain') && url.protocol === 'https:';
    // Browsers take such a cookie in no other form.
    if (name.startsWith('__Host-') && !isBound) throw new Error(`${url.origin} sets ${text}`);
    const isGone = of.get('max-age') === '0' || Date.parse(of.get('expires') ?? '') < Date.now();
    if (isGone) own.delete(name);
    else own.set(name, { value, path: of.get('path') ?? '/', strict: of.get('samesite') === 'Strict' });
  }
}

function siteOf(from: string | undefined, chain: readonly string[]): string {
  if (from === undefined) return 'none';
  if (chain.every((origin) => origin === from)) return 'same-origin';
  return chain.every((origin) => siteNamed(origin) === siteNamed(from)) ? 'same-site' : 'cross-site';
}

/** Two labels by TLS; of loopback each host is a site. */
function siteNamed(origin: string): string {
  // A page without an origin is of no site but its own.
  if (!URL.canParse(origin)) return origin;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' ? `${protocol}//${hostname.split('.').slice(-2).join('.')}` : origin;
}

function unescaped(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}
