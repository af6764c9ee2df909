import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Found, type Reader, reader } from './reader.ts';
import { type Road, road, wallsBetween } from './road.ts';
import { type Stage, stage } from './stage.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

describe.skipIf(executablePath === undefined)('script in the output of a cell (skipped without Chromium)', () => {
  let [on, way, browser, july]: [Stage, Road, Browser, Reader] = [] as never;
  beforeAll(async () => {
    on = await stage();
    way = await road(on.here.port);
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    const only = `--host-resolver-rules=MAP * 127.0.0.1:${way.port}`;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...args, only] });
    july = await reader(browser, on, way);
  });
  afterAll(async () => {
    await browser?.close();
    await way?.close();
    await on?.close();
  });

  /** What each way came to, of those that came to something. */
  async function allWays(without: Road['without']): Promise<Record<string, readonly string[]>> {
    const results: Record<string, readonly string[]> = {};
    for (const one of july.ways.filter(({ name }) => new RegExp(process.env.WAY ?? '.').test(name))) {
      const began = Date.now();
      const found: Found = await july.suffer(one, without);
      if (process.env.WAY) console.log(one.name, Date.now() - began, found);
      if (found !== undefined && found.length > 0) results[one.name] = found;
    }
    return results;
  }

  test('reads nothing and changes nothing anywhere else', { timeout: 900_000 }, async () => {
    expect(await allWays(new Set())).toEqual({});
    expect(july.ways.length).toBeGreaterThan(100);
  });

  test('gets through where all walls between origins are away', { timeout: 900_000 }, async () => {
    const through = await allWays(new Set(wallsBetween));
    const held = july.ways.map(({ name }) => name).filter((name) => through[name] === undefined);
    console.log(through, held);
  });
});
