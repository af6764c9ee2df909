import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const patience = { timeout: 120_000 };

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const file = `workspace: shops
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, july] } }
`;

let browser: Browser;
let page: Page;
/** What the pages of july's space have said in the console as an error. */
const wrong: string[] = [];

/** Run code in the last cell of the notebook that is open; gives what it prints. */
async function runCell(code: string): Promise<string> {
  const cell = page.locator('.jp-CodeCell').last();
  await cell.locator('.cm-content').click();
  await page.keyboard.insertText(code);
  const outputs = await page.locator('.jp-OutputArea-output').count();
  await page.keyboard.press('Shift+Enter');
  const output = page.locator('.jp-OutputArea-output').nth(outputs);
  await output.waitFor(patience);
  // What the cell says last comes when its prompt has a number.
  await cellIsDone();
  return (await page.locator('.jp-OutputArea-output').nth(outputs).textContent()) ?? '';
}

/** No cell waits any more. */
async function cellIsDone(): Promise<void> {
  await page
    .locator('.jp-InputPrompt', { hasText: '[*]' })
    .first()
    .waitFor({ state: 'detached', ...patience });
}

const ask = (sql: string) =>
  `import os, requests; print(requests.post(os.environ["ATELIER_API"] + "/projects/sales/sql", json={"sql": "${sql}"}).text)`;

// Without a browser there is nothing to try; the machine of a user has one.
describe.skipIf(executablePath === undefined)('july, from her invitation to her notebook', () => {
  beforeAll(async () => {
    writeFileSync(join(folder, 'atelier.yaml'), file);
    const up = await atelier('up');
    if (up.code !== 0) throw new Error(up.err);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
    page = await (await browser.newContext()).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => wrong.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
    await workspace.remove();
  });

  test('opens the link, sets a password and is at the portal', async () => {
    const { url } = (await json('person', 'invite', 'july')) as unknown as { url: string };
    await page.goto(url);
    for (const name of ['password', 'again']) await page.fill(`input[name="${name}"]`, 'correct horse battery');
    await page.getByRole('button', { name: /password/i }).click();
    await page.getByRole('heading', { name: 'Welcome, july' }).waitFor(patience);
  });

  test('opens her space, at an origin of its own, and a notebook in it', async () => {
    await page.getByRole('button', { name: 'Open my notebooks' }).click();
    await page.waitForURL(/^http:\/\/july--sales\.localhost:\d+\/lab/, patience);
    await page.locator('.jp-LauncherCard[data-category="Notebook"]').first().click(patience);
    await page.locator('.jp-CodeCell .cm-content').first().waitFor(patience);
    // Before that it has no kernel, and a cell that is run is not.
    await page.getByText('Python 3 (ipykernel) | Idle').first().waitFor(patience);
  });

  test('asks the warehouse as herself, without a token', async () => {
    const said = await runCell(ask('select 41 + 1 as answer'));
    expect(said).toContain('"answer"');
    expect(said).toContain('42');
    const { out } = await atelier('audit', '--person', 'july', '--json');
    expect(out).toContain('space july/sales');
  });

  test('may not write to it, as her role says', async () => {
    expect(await runCell(ask('create table t (one integer)'))).toContain('SqlNeedsWriteRight');
  });

  test('cannot reach the internet', async () => {
    const code = `import socket
try:
    socket.create_connection(("192.0.2.1", 443), timeout=5); print("reached")
except OSError as refusal:
    print("refused:", refusal)`;
    expect(await runCell(code)).toMatch(/^refused: .*unreachable/);
  });

  test('logs a run, and sees it among the experiments of her project', async () => {
    const code = `import mlflow
mlflow.set_experiment("from-a-notebook")
with mlflow.start_run(run_name="july-was-here"): mlflow.log_metric("wape", 0.25)
print("logged")`;
    expect(await runCell(code)).toContain('logged');
    const seen = await page.context().newPage();
    const { port } = new URL(page.url());
    await seen.goto(`http://localhost:${port}/`);
    await seen.getByRole('link', { name: /experiments/i }).click();
    await seen.waitForURL(/^http:\/\/tracking-sales\.localhost:\d+\//, patience);
    await seen.getByRole('link', { name: 'from-a-notebook' }).first().click(patience);
    await seen.waitForURL(/\/experiments\/\d+/, patience);
    await seen.goto(seen.url().replace(/(\/experiments\/\d+).*/, '$1/runs'));
    await seen.getByText('july-was-here').first().waitFor(patience);
    await seen.close();
  });

  test('finds nobody else let into her space', async () => {
    const stranger = await browser.newContext();
    const visit = await stranger.newPage();
    await visit.goto(`${new URL(page.url()).origin}/lab`);
    expect(new URL(visit.url()).pathname).toMatch(/^\/sign-in/);
    await stranger.close();
  });

  test('has seen no error in the console of any of her pages', () => {
    expect(wrong).toEqual([]);
  });

  test('signs out, which ends the notebook in its open page too', async () => {
    const lost = page.waitForEvent('websocket', patience).catch(() => undefined);
    const { origin, port } = new URL(page.url());
    const other = await page.context().newPage();
    await other.goto(`http://localhost:${port}/`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByText('You are not signed in').waitFor(patience);
    // The page has lost its connection, and asks for another.
    await lost;
    for (const address of [`${origin}/lab`, `http://tracking-sales.localhost:${port}/`, `http://localhost:${port}/`]) {
      await other.goto(address);
      await other.getByRole('heading', { name: 'Sign in' }).waitFor(patience);
    }
    await other.close();
  });
});
