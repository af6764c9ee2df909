import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Reached } from '../keeping-server.ts';
import type { Road } from './road.ts';
import type { Stage } from './stage.ts';

const password = 'correct horse battery';
const patience = { timeout: 30_000 };

/** One thing that script can try in its reader's browser. */
export interface Way {
  readonly name: string;
  /** It leads a window somewhere, as a link does; what is asked for by that changes nothing. */
  readonly isLink?: boolean;
  /** The reader clicks on what is shown. */
  readonly clicks?: boolean;
  /** What a browser must have for it. */
  readonly needs?: string;
}

/** What came of one: nothing, if the walls hold. `undefined`: this browser does not know it. */
export type Found = readonly string[] | undefined;

/** July, who reads in her space what somebody else's cell has put out. */
export interface Reader {
  readonly ways: readonly (Way & { readonly file: string })[];
  /** Have her open a page with one way, while walls are away, and look at what has been read, asked and changed in her name. */
  suffer(way: Way & { readonly file: string }, without?: Road['without']): Promise<Found>;
}

/** Sign july in, in a browser whose road to the front door is `road`. */
export async function reader(browser: Browser, { here, origins }: Stage, way: Road): Promise<Reader> {
  const context = await browser.newContext();
  const attack = `${origins.own}/attack.html`;
  await signIn();
  let cookies = await keepCookies();
  const ways = await waysIn(await open());

  return {
    ways,
    suffer: async (tried, without = new Set()) => {
      const userCode = await waitingDevice(here.url);
      const had = await tokens();
      way.without = without;
      const page = await open();
      const before = { reached: here.reached.length, audited: here.audited.length };
      if (tried.needs !== undefined && !(await page.evaluate(`'${tried.needs}' in window`))) {
        await page.close();
        return undefined;
      }
      const read = await run(page, tried, userCode);
      if (tried.clicks) for (const y of [100, 200, 250, 300, 350, 400, 450]) await page.mouse.click(640, y);
      await settled(context.pages());
      const touched = here.reached
        .slice(before.reached)
        .filter((one) => one.url !== '/favicon.ico' && !(tried.isLink && isLooking(one)));
      const audited = here.audited.slice(before.audited).filter((one) => {
        const isOwn = one.request.includes(origins.own) || /callback|favicon/.test(one.request);
        return (
          one.allowed && one.by.startsWith('session') && !isOwn && !(tried.isLink && one.request.startsWith('GET'))
        );
      });
      for (const opened of context.pages()) await opened.close();
      way.without = new Set();
      const after = await tokens();
      const found = [
        ...(isSecret(read) ? [`read ${read.replace(/\s+/g, ' ').slice(0, 100)}`] : []),
        ...touched.map(({ method, at, url }) => `asked ${method} ${at} ${url}`),
        ...audited.map(({ request }) => `was let do ${request}`),
        ...(after === undefined ? ['signed her out'] : after === had ? [] : ['made a token']),
        ...((await comesBack()) ? [] : ['shut her out of her space']),
      ];
      await restore(after === undefined);
      return found;
    },
  };

  async function open(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(attack, patience);
    return page;
  }

  async function run(page: Page, { file, name }: { file: string; name: string }, userCode: string): Promise<string> {
    const at = JSON.stringify({ ...origins, port: here.port, userCode });
    const code = `(async () => {
      const at = ${at};
      const answer = (headers, status) =>
        at.own + '/answer?status=' + status + '&headers=' + encodeURIComponent(JSON.stringify(headers));
      Object.assign(at, { withHeaders: answer, sendOn: (location, status) => answer({ location }, status) });
      const { ways } = await import('/ways/${file}');
      const all = ways.find(({ name }) => name === ${JSON.stringify(name)}).run(at);
      return String(await Promise.race([all, new Promise((resolve) => setTimeout(() => resolve(''), 6000))]));
    })()`;
    // A page that has gone elsewhere says nothing more, and one that is refused says so by an error.
    return page.evaluate(code).then(String, () => '');
  }

  async function signIn(): Promise<void> {
    const made = await here.gateway.control.request('/people/july/invitation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (made.status !== 200) throw new Error(await made.text());
    const { url } = (await made.json()) as { url: string };
    const page = await context.newPage();
    await page.goto(url, patience);
    for (const name of ['password', 'again']) await page.fill(`input[name="${name}"]`, password);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Welcome, july' }).waitFor(patience);
    for (const origin of [attack, `${origins.costs}/lab`, `${origins.tracking}/`, `${origins.otherTracking}/`]) {
      await page.goto(origin, patience);
      await page.waitForURL(origin, patience);
    }
    await page.close();
  }

  async function keepCookies(): ReturnType<BrowserContext['cookies']> {
    const all = (await context.cookies()).filter(({ name }) => name.endsWith('-session'));
    way.cookies = Object.fromEntries(all.map(({ domain, name, value }) => [domain, `${name}=${value}`]));
    return all;
  }

  async function restore(isSignedOut: boolean): Promise<void> {
    await context.clearCookies();
    if (isSignedOut) {
      await signIn();
      cookies = await keepCookies();
    } else await context.addCookies(cookies);
  }

  /** How many she has; undefined when she is not signed in at the portal. */
  async function tokens(): Promise<number | undefined> {
    const mine = await context.request.get(`${here.url}/tokens`, {
      maxRedirects: 0,
      headers: { accept: 'application/json' },
    });
    if (mine.status() !== 200) return undefined;
    return ((await mine.json()) as { tokens: unknown[] }).tokens.length;
  }

  /** Whether she gets to her space again, though it be by the one link of a page that says why not at once. */
  async function comesBack(): Promise<boolean> {
    const at = await context.request.get(attack, { maxRedirects: 0 }).catch(() => undefined);
    if (at?.status() === 200) return true;
    const page = await context.newPage();
    let title = '';
    for (let round = 0; round < 2 && title !== 'output of a cell'; round += 1) {
      // What was refused in full shows a page of the browser's own, and is asked for again.
      await page.goto(attack, patience).catch(() => undefined);
      await page
        .getByText(/^(output of a cell|Sign in)$/)
        .waitFor({ timeout: 3000 })
        .catch(() => undefined);
      title = await page.title();
    }
    await page.close();
    return title === 'output of a cell' || title.startsWith('Sign in');
  }
}

/** A device that somebody else has begun to sign in, and that waits to be allowed. */
async function waitingDevice(portal: string): Promise<string> {
  const body = new URLSearchParams({ client_id: 'atelier', device_name: 'theirs' });
  const begun = await fetch(`${portal}/device/authorization`, { method: 'POST', body });
  return ((await begun.json()) as { user_code: string }).user_code;
}

async function waysIn(page: Page): Promise<Reader['ways']> {
  const files = ['requests.js', 'elements.js', 'windows.js', 'stores.js', 'answers.js'];
  const code = `Promise.all(${JSON.stringify(files)}.map(async (file) =>
    (await import('/ways/' + file)).ways.map(({ run, ...way }) => ({ ...way, file }))))`;
  const found = (await page.evaluate(code)) as Reader['ways'][];
  await page.close();
  return found.flat();
}

/** Until nothing of any page is on its way. */
async function settled(pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map((page) => page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)),
  );
}

function isLooking({ method }: Reached): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isSecret(read: string): boolean {
  return /SECRET|Welcome, july|"tokens"|"projects"|"openapi"|Let this device in/.test(read);
}
