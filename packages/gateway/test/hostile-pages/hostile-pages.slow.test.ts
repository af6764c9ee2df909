import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heldElsewhere } from './held-elsewhere.ts';
import { type Reader, reader } from './reader.ts';
import { type Road, road, wallsBetween } from './road.ts';
import { type Stage, stage } from './stage.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const patience = { timeout: 1_800_000 };
/** Those that the headers of our answers could be all that holds, on the side of the page that is wanted. */
const byHeaders = /window|channel|kept|under a button|^<(iframe|embed|object)/;

describe.skipIf(executablePath === undefined)('script in the output of a cell (skipped without Chromium)', () => {
  let [on, way, browser, july]: [Stage, Road, Browser, Reader] = [] as never;
  beforeAll(async () => {
    on = await stage();
    way = await road(on.here.port);
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    // Whatever a page names, it gets no further than to the road.
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
  async function allWays(without: Road['without'], which = /./): Promise<Record<string, readonly string[]>> {
    const results: Record<string, readonly string[]> = {};
    for (const one of july.ways.filter(({ name }) => which.test(name))) {
      const found = await july.suffer(one, without);
      if (found !== undefined && found.length > 0) results[one.name] = found;
    }
    return results;
  }

  test('reads nothing and changes nothing anywhere else', patience, async () => {
    expect(july.ways.length).toBeGreaterThan(100);
    expect(new Set(july.ways.map(({ name }) => name)).size).toBe(july.ways.length);
    expect(await allWays(new Set())).toEqual({});
  });

  test('does hardly more where a browser keeps to no header of ours', patience, async () => {
    // But for this: a page of another origin that has named its window is then left with whoever has opened it.
    const left = ['the name of a window that was at a page of another origin'];
    expect(Object.keys(await allWays(new Set(['headers']), byHeaders))).toEqual(left);
  });

  test('gets through where all walls between origins are away, but for what is named', patience, async () => {
    const through = await allWays(new Set(wallsBetween));
    const held = july.ways.map(({ name }) => name).filter((name) => through[name] === undefined);
    expect(held.filter((name) => heldElsewhere[name] === undefined)).toEqual([]);
  });
});
