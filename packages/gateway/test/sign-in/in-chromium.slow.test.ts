import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignInHere, signInHere } from './sign-in-here.ts';
import { goodPassword } from './signed-in.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

interface Tried {
  readonly read: string;
  readonly neighbour: string;
  readonly cookies: string;
}

/** What the output of somebody's cell could run in its reader's browser. */
function hostileScript(portal: string, neighbour: string): string {
  return `(async () => {
    const reach = async (url, options) => {
      try {
        const response = await fetch(url, { credentials: 'include', ...options });
        return response.type === 'opaque' ? 'opaque' : await response.text();
      } catch {
        return 'nothing';
      }
    };
    for (const domain of ['localhost', '.localhost', '${new URL(neighbour).hostname}']) {
      document.cookie = 'planted=1; path=/; domain=' + domain;
    }
    document.cookie = 'own=1; path=/';
    await reach('${portal}/sign-out', { method: 'POST', mode: 'no-cors' });
    await reach('${portal}/secret', { mode: 'no-cors' });
    return {
      read: await reach('${portal}/secret'),
      neighbour: await reach('${neighbour}/secret'),
      cookies: document.cookie,
    };
  })()`;
}

describe.skipIf(executablePath === undefined)('in Chromium (skipped where the machine has none)', () => {
  let here: SignInHere;
  let browser: Browser;
  beforeAll(async () => {
    here = await signInHere();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  });
  afterAll(async () => {
    await browser?.close();
    await here?.[Symbol.asyncDispose]();
  });

  async function visitor(): Promise<{ context: BrowserContext; page: Page; wrong: string[] }> {
    const context = await browser.newContext();
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    return { context, page, wrong };
  }

  async function withPassword(page: Page): Promise<void> {
    await page.goto(here.app.invite('july').url);
    await page.getByRole('heading', { name: 'Welcome, july' }).waitFor();
    await page.getByLabel('New password').fill(goodPassword);
    await page.getByLabel('The same again').fill(goodPassword);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('july at /').waitFor();
  }

  test('an invitation becomes a password, and a password a session, with no error on any page', async () => {
    const { context, page, wrong } = await visitor();
    await withPassword(page);
    await context.clearCookies();
    await page.goto(`${here.portal}/projects?x=1`);
    await page.getByLabel('Name').fill('july');
    await page.getByLabel('Password').fill('not the one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('do not go together').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('july');
    await page.getByLabel('Password').fill(goodPassword);
    await page.keyboard.press('Enter');
    await page.getByText('july at /projects?x=1').waitFor();
    expect(wrong.filter((text) => !text.includes('favicon') && !text.includes('403'))).toEqual([]);
    await context.close();
  });

  test('the code of an invitation stays out of the address and the history', async () => {
    const { context, page } = await visitor();
    const { url } = here.app.invite('july');
    await page.goto(url);
    await page.getByRole('heading', { name: 'Welcome, july' }).waitFor();
    await page.goBack();
    expect(page.url()).not.toContain(url.split('#')[1]);
    await context.close();
  });

  test('an invitation becomes a passkey, and the passkey a session, without any name', async () => {
    const { context, page } = await visitor();
    const protocol = await context.newCDPSession(page);
    await protocol.send('WebAuthn.enable');
    await protocol.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(here.app.invite('john').url);
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByText('john at /').waitFor();
    await context.clearCookies();
    await page.goto(`${here.space('john')}/lab`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('john at /lab').waitFor();
    expect(new URL(page.url()).origin).toBe(here.space('john'));
    await context.close();
  });

  test('a link from the portal to a space, and back, asks nobody again', async () => {
    const { context, page } = await visitor();
    await withPassword(page);
    for (const target of [
      `${here.space('july')}/lab`,
      `${here.portal}/back`,
      `${here.space('july')}/again`,
      `${here.space('john')}/tree`,
    ]) {
      await page.evaluate(`location.href = ${JSON.stringify(target)}`);
      await page.waitForURL(target);
      await page.getByText(`july at ${new URL(target).pathname}`).waitFor();
    }
    await context.close();
  });

  test('script of one origin reaches nothing of another, and cannot give it a cookie', async () => {
    const { context, page } = await visitor();
    await withPassword(page);
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('july at /lab').waitFor();
    const tried = (await page.evaluate(hostileScript(here.portal, here.space('john')))) as Tried;
    expect([tried.read, tried.neighbour, tried.cookies]).toEqual(['nothing', 'nothing', 'own=1']);
    await page.goto(`${here.portal}/still`);
    await page.getByText('july at /still').waitFor();
    const cookies = await context.cookies();
    expect(cookies.filter(({ name }) => name === 'planted')).toEqual([]);
    const sessions = cookies.filter(({ name }) => name.endsWith('-session'));
    expect(
      sessions.every(({ httpOnly, sameSite, domain }) => httpOnly && sameSite === 'Strict' && !domain.startsWith('.')),
    ).toBe(true);
    await context.close();
  });

  test('script of a space does not come to know the codes by which its readers come in', async () => {
    const { context, page } = await visitor();
    await withPassword(page);
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('july at /lab').waitFor();
    const to = encodeURIComponent(`${here.space('july')}/again`);
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate(`window.opened = window.open('${here.portal}/enter?to=${to}&state=${'A'.repeat(43)}'); undefined`),
    ]);
    await opened.getByText('was asked for by another browser').waitFor();
    expect(opened.url()).toContain('/.atelier/enter?code=');
    expect(await page.evaluate('opened.closed')).toBe(true);
    const registered = `navigator.serviceWorker.register('/worker.js').then(() => 'registered', (error) => error.name)`;
    expect(await page.evaluate(registered)).toBe('TypeError');
    await context.close();
  });

  test('a cookie that script puts beside that of the session ends in being signed out, and not in a circle', async () => {
    const { context, page } = await visitor();
    await withPassword(page);
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('july at /lab').waitFor();
    await page.evaluate(`document.cookie = 'atelier-${here.port}-session=planted; path=/lab'`);
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('A page has put a cookie').waitFor();
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('july at /lab').waitFor();
    await context.close();
  });

  test('no page of signing in is shown in a frame', async () => {
    const { context, page } = await visitor();
    await page.setContent(
      `<iframe src="${here.portal}/sign-in"></iframe><iframe src="${here.portal}/invitations"></iframe>`,
    );
    await page.waitForLoadState('load');
    const frames = page.frames().slice(1);
    expect(frames.length).toBe(2);
    const bodies = await Promise.all(frames.map((frame) => frame.content().catch(() => '')));
    expect(bodies.filter((body) => body.includes('<form'))).toEqual([]);
    await context.close();
  });

  test('signing out ends the session in every window', async () => {
    const { context, page } = await visitor();
    await withPassword(page);
    await page.goto(`${here.space('july')}/lab`);
    await page.getByText('july at /lab').waitFor();
    const other = await context.newPage();
    await other.goto(`${here.portal}/sign-out`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByText('You are not signed in').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  });
});
