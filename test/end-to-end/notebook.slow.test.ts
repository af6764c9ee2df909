import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const patience = { timeout: 180_000 };

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const file = `workspace: shops
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, july] } }
`;

let browser: Browser;
let page: Page;

/** Run code in the last cell of the notebook that is open; gives what it prints. */
async function runCell(code: string): Promise<string> {
  const cell = page.locator('.jp-CodeCell').last();
  await cell.locator('.cm-content').click();
  await page.keyboard.insertText(code);
  const outputs = await page.locator('.jp-OutputArea-output').count();
  await page.keyboard.press('Shift+Enter');
  const output = page.locator('.jp-OutputArea-output').nth(outputs);
  await output.waitFor(patience);
  return (await output.textContent()) ?? '';
}

// Without a browser there is nothing to try; the machine of a user has one.
describe.skipIf(executablePath === undefined)('july, from her invitation to her notebook', () => {
  beforeAll(async () => {
    writeFileSync(join(folder, 'atelier.yaml'), file);
    const up = await atelier('up');
    if (up.code !== 0) throw new Error(up.err);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
    page = await browser.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await workspace.remove();
  });

  test('opens the link, sets a password and is at the portal', async () => {
    const { url } = (await json('person', 'invite', 'july')) as unknown as { url: string };
    await page.goto(url);
    for (const name of ['password', 'again']) await page.fill(`input[name="${name}"]`, 'correct horse battery');
    await page
      .locator('button', { hasText: /password/i })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Welcome, july' }).waitFor(patience);
  });

  test('opens her space, at an origin of its own', async () => {
    await page.getByRole('button', { name: 'Open my notebooks' }).click();
    await page.waitForURL(/^http:\/\/july--sales\.localhost:\d+\/lab/, patience);
    await page.locator('.jp-LauncherCard[data-category="Notebook"]').first().click(patience);
    await page.locator('.jp-CodeCell .cm-content').first().waitFor(patience);
  });

  test('asks the warehouse as herself, without a token', async () => {
    const code = `import os, requests
print(requests.post(os.environ["ATELIER_API"] + "/projects/sales/sql", json={"sql": "select 41 + 1 as answer"}).text)`;
    const said = await runCell(code);
    expect(said).toContain('"answer"');
    expect(said).toContain('42');
    const { out } = await atelier('audit', '--person', 'july', '--json');
    expect(out).toContain('space july/sales');
  });

  test('may not write to it, as her role says', async () => {
    const code = `print(requests.post(os.environ["ATELIER_API"] + "/projects/sales/sql", json={"sql": "create table t (one integer)"}).text)`;
    expect(await runCell(code)).toContain('SqlNeedsWriteRight');
  });

  test('cannot reach the internet', async () => {
    const code = `import socket
try:
    socket.create_connection(("192.0.2.1", 443), timeout=5); print("reached")
except OSError as refusal:
    print("refused:", refusal)`;
    expect(await runCell(code)).toMatch(/^refused: .*unreachable/);
  });

  test('finds nobody else let into her space', async () => {
    const origin = new URL(page.url()).origin;
    const stranger = await browser.newContext();
    const visit = await stranger.newPage();
    await visit.goto(`${origin}/lab`);
    expect(new URL(visit.url()).pathname).toMatch(/^\/sign-in/);
    await stranger.close();
  });
});
