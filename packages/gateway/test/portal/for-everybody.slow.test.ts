import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personIn } from '../crowd.ts';
import { type TestGateway, testGateway } from '../test-gateway.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const [person, password] = [personIn('data-scientist', 'acme'), 'correct horse battery'];

/** Ways to look at a page; at 320 px stands what 1280 px are at four times the size. */
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  'on a wide screen': { viewport: { width: 1280, height: 720 } },
  'at twice the size': { viewport: { width: 640, height: 360 } },
  'on 320 px': { viewport: { width: 320, height: 640 } },
  'in the dark': { colorScheme: 'dark' },
  'with high contrast and no motion': { forcedColors: 'active', reducedMotion: 'reduce' },
};

describe.skipIf(executablePath === undefined)('pages of the front door (skipped without Chromium)', () => {
  let [here, browser]: [TestGateway, Browser] = [] as never;
  beforeAll(async () => {
    here = await testGateway({ absent: [`space ${person}/acme`] });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  });
  afterAll(async () => {
    await browser?.close();
    await here?.close();
  });

  async function invitation(): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const path = `/people/${person}/invitation`;
    const made = await here.gateway.control.request(path, { method: 'POST', headers, body: '{}' });
    return ((await made.json()) as { url: string }).url;
  }

  async function waitingDevice(): Promise<string> {
    const body = new URLSearchParams({ client_id: 'atelier', device_name: 'a laptop' });
    const begun = await fetch(`${here.url}/device/authorization`, { method: 'POST', body });
    return ((await begun.json()) as { verification_uri_complete: string }).verification_uri_complete;
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto('about:blank');
    await page.goto(await invitation());
    await page.getByLabel('New password').fill(password);
    await page.getByLabel('The same again').fill(password);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  /** Each page, as somebody comes by it; `look` is called at each with its name. */
  async function allPages(page: Page, look: (name: string) => Promise<void>): Promise<void> {
    const at = async (name: string, shows: string | RegExp) => {
      await page.getByRole('heading', { level: 1, name: shows }).waitFor();
      await look(name);
    };
    await page.goto(`${here.url}/projects`);
    await at('sign-in', 'Sign in');
    await page.getByLabel('Name').fill(person);
    await page.getByLabel('Password').fill('not the one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('do not go together').waitFor();
    await at('a wrong password', 'Sign in');
    await page.goto(`${here.url}/invitations#${'A'.repeat(43)}`);
    await page.getByText('This invitation is not good').waitFor();
    await at('an invitation that is not good', 'Your invitation');
    // The page is open already: a link changes nothing but what stands behind the #.
    await page.goto(await invitation());
    await at('an invitation', /^Welcome/);
    await signIn(page);
    await at('home', /^Welcome/);
    await page.getByText('New here?').click();
    await at('home, with what a first day needs', /^Welcome/);
    await page.goto(`${here.url}/device`);
    await at('device', 'Let a device in');
    await page.goto(await waitingDevice());
    await page.getByRole('button', { name: 'Allow' }).click();
    await at('a device that was let in', 'Let in');
    await page.goto(await waitingDevice());
    await at('a device to let in', 'Let this device in?');
    for (const [name, path] of [['nowhere', '/nowhere'] as const, ['refused', '/projects/beta/tracking/'] as const]) {
      await page.goto(here.url + path);
      await at(name, /^Not /);
    }
    await page.goto(`http://${person.replace('.', '-')}--acme.localhost:${here.port}/lab`).catch(() => undefined);
    await at('an origin that is none', /^Not /);
    await page.goto(`${here.url}/sign-out`);
    await at('sign out', 'Sign out');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await at('signed out', 'Signed out');
  }

  test.each(Object.entries(looks))('have nothing that shuts somebody out, %s', async (_, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const wrong: Record<string, unknown> = {};
    const seen = new Set<string>();
    await allPages(page, async (name) => {
      seen.add(name);
      const broken = await page.evaluate(`${axe.source}; axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
      const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
      if ((broken as string[]).length > 0 || isWide) wrong[name] = [broken, isWide ? 'scrolls sideways' : ''];
    });
    expect(wrong).toEqual({});
    expect(seen.size).toBe(14);
    await context.close();
  });

  test('are used by the keyboard alone, from the invitation to signing out', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const reach = async (name: string) => {
      for (let pressed = 0; pressed < 20; pressed += 1) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(`(() => {
          const one = document.activeElement;
          const shown = getComputedStyle(one);
          return [one.labels?.[0]?.textContent ?? one.textContent, shown.outlineStyle, shown.outlineWidth];
        })()`);
        const [text, ...outline] = at as string[];
        if (text?.trim() !== name) continue;
        // Whoever sees sees where they are.
        expect(outline).toEqual(['solid', '3px']);
        return;
      }
      throw new Error(`"${name}" is not reached by the keyboard`);
    };
    await page.goto(await invitation());
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor();
    for (const name of ['New password', 'The same again']) {
      await reach(name);
      await page.keyboard.type(password);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await reach('Open my notebooks');
    await reach('New here? What a notebook has');
    await page.keyboard.press('Enter');
    await page.getByText('They have no internet').waitFor();
    await reach('Sign out');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await reach('Sign in');
    await page.keyboard.press('Enter');
    // The first field has the focus.
    await page.locator('input[name="name"]:focus').waitFor();
    await page.keyboard.type(person);
    await reach('Password');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await context.close();
  });

  test('do not take a click that was meant for a window above for leave to let a device in', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page);
    await page.goto(await waitingDevice());
    const answered = () => here.audited.filter(({ request }) => request === `POST ${here.url}/device`).length;
    const before = answered();
    const allow = page.getByRole('button', { name: 'Allow' });
    expect(await allow.isDisabled()).toBe(true);
    await page.locator('button[value="allow"]:enabled').waitFor();
    await page.evaluate("dispatchEvent(new Event('blur'))");
    expect(await allow.isDisabled()).toBe(true);
    await allow.click({ force: true });
    expect(answered()).toBe(before);
    await context.close();
  });
});
