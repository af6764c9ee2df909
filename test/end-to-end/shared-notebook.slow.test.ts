import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const patience = { timeout: 180_000 };

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;
const notebook = join(folder, '.atelier/projects/sales/shared-space/Untitled.ipynb');

let browser: Browser;
let [july, john]: (BrowserContext | undefined)[] = [];
let [hers, his]: (Page | undefined)[] = [];

/** Somebody's browser, signed in, at the portal. */
async function invited(name: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const { url } = (await json('person', 'invite', name)) as unknown as { url: string };
  await page.goto(url);
  for (const field of ['password', 'again']) await page.fill(`input[name="${field}"]`, 'correct horse battery');
  await page
    .locator('button', { hasText: /password/i })
    .first()
    .click();
  await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor(patience);
  return { context, page };
}

async function enter(name: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const there = await invited(name);
  await there.page.getByRole('button', { name: "Open the team's notebooks" }).click();
  await there.page.waitForURL(/^http:\/\/shared-sales\.localhost:\d+\/lab/, patience);
  return there;
}

function output(page: Page | undefined, text: string): Locator {
  if (page === undefined) throw new Error('nobody looks');
  return page.locator('.jp-OutputArea-output', { hasText: text }).first();
}

async function type(page: Page | undefined, text: string): Promise<void> {
  await page?.locator('.jp-CodeCell .cm-content').last().click();
  await page?.keyboard.insertText(text);
}

function asks(path: string, body: unknown): string {
  return `import os, requests
print(requests.post(os.environ["ATELIER_API"] + "${path}", json=${JSON.stringify(body)}).text)`;
}

// Without a browser there is nothing to try; the machine of a user has one.
describe.skipIf(executablePath === undefined)('july and john, in one notebook', () => {
  beforeAll(async () => {
    writeFileSync(
      join(folder, 'atelier.yaml'),
      readFileSync(join(import.meta.dirname, '../../examples/team/atelier.yaml')),
    );
    const up = await atelier('up');
    if (up.code !== 0) throw new Error(up.err);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  });

  afterAll(async () => {
    await browser?.close();
    await workspace.remove();
  });

  test('july begins one in the space of her team, and runs a cell', async () => {
    ({ context: july, page: hers } = await enter('july'));
    await hers.locator('.jp-LauncherCard[data-category="Notebook"]').first().click(patience);
    await hers.locator('.jp-CodeCell .cm-content').first().waitFor(patience);
    await type(hers, asks('/projects/sales/sql', { sql: 'select 41 + 1 as answer' }));
    await hers.keyboard.press('Shift+Enter');
    await output(hers, '"answer"').waitFor(patience);
    const { out } = await atelier('audit', '--person', 'space sales', '--json');
    expect(out).toContain('warehouse.query');
  });

  test('john opens it, sees what she has run, and she sees who he is and what he types', async () => {
    ({ context: john, page: his } = await enter('john'));
    await his.goto(`${new URL(his.url()).origin}/lab/tree/Untitled.ipynb`);
    await output(his, '"answer"').waitFor(patience);
    await type(his, '# john is here');
    await hers?.locator('.jp-CodeCell .cm-content', { hasText: 'john is here' }).waitFor(patience);
    await hers?.locator('[data-id="jp-collaboration-panel"]').first().click();
    await hers?.locator('.jp-ClickableCollaborator', { hasText: 'john' }).first().waitFor(patience);
  });

  test('the notebook may not do what not each of them may', async () => {
    await type(his, `\n${asks('/projects/sales/sql', { sql: 'create table t (one integer)' })}`);
    await his?.keyboard.press('Shift+Enter');
    await output(hers, 'SqlNeedsWriteRight').waitFor(patience);
  });

  test('what a cell prints while nobody looks is there when somebody comes back', async () => {
    const waits = 'import os, time\nwhile not os.path.exists("go"): time.sleep(0.1)\nprint("seen by", "nobody")';
    await type(his, waits);
    await his?.keyboard.press('Shift+Enter');
    const isBusy = () => readFileSync(notebook, 'utf8').includes('seen by');
    await expect.poll(isBusy, patience).toBe(true);
    const address = hers?.url() ?? '';
    await Promise.all([hers?.close(), his?.close()]);
    writeFileSync(join(folder, '.atelier/projects/sales/shared-space/go'), '');
    const isKept = () => readFileSync(notebook, 'utf8').includes('"seen by nobody');
    await expect.poll(isKept, patience).toBe(true);
    hers = await july?.newPage();
    await hers?.goto(address);
    await output(hers, 'seen by nobody').waitFor(patience);
  });

  test('it is open again when the workspace is, with what was written', async () => {
    expect((await atelier('down')).code).toBe(0);
    expect((await atelier('up')).code).toBe(0);
    const isUp = async () =>
      ((await json('space', 'list')) as unknown as { spaces: { service: { state: string } }[] }).spaces;
    await expect.poll(isUp, patience).toMatchObject([{ person: null, project: 'sales', service: { state: 'ready' } }]);
    await hers?.reload();
    await output(hers, 'seen by nobody').waitFor(patience);
  });

  test('whoever leaves the project is shut out, of what is open too', async () => {
    his = await john?.newPage();
    await his?.goto(hers?.url() ?? '');
    await output(his, 'seen by nobody').waitFor(patience);
    const text = readFileSync(join(folder, 'atelier.yaml'), 'utf8');
    writeFileSync(join(folder, 'atelier.yaml'), text.replace('[lead, july, john]', '[lead, july]'));
    // Nobody loads data any more, which the file is warned of and may be.
    const up = await atelier('up');
    expect([up.code, up.err]).toEqual([0, up.err]);
    const status = await his?.evaluate('fetch("/api/contents").then(({ status }) => status)');
    expect(status).toBe(403);
    await type(hers, '# after');
    await expect(
      his?.locator('.jp-CodeCell .cm-content', { hasText: '# after' }).waitFor({ timeout: 5000 }),
    ).rejects.toThrow();
  });
});
