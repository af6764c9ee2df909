import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askSpaceWork } from '../../src/spaces/space-work.ts';
import { socketPath } from '../../src/state-folder.ts';
import { openedSpaces } from './opened-space.ts';

const count = 10;
const mostMillis = 20_000;
const mostMiBEach = 600;

test(`${count} spaces are open at once, each answers, and their times and memory are told`, async () => {
  await using opened = await openedSpaces();
  const millis: number[] = [];
  const names = Array.from({ length: count }, (_, index) => ({ person: `person-${index}`, project: 'sales' }));
  for (const name of names) {
    const before = performance.now();
    await opened.spaces.open(name);
    millis.push(performance.now() - before);
  }
  for (const { person } of names) {
    const socket = socketPath({ sockets: opened.host.state.innerSockets }, `space.${person}.sales`);
    expect((await askSpaceWork(socket)).busy).toEqual([]);
  }
  const mebibytes = proportionalMiB(opened.host.state.root);
  const sorted = millis.toSorted((one, other) => one - other);
  console.info({ medianMillis: sorted[count / 2], maxMillis: sorted.at(-1), mebibytesEach: mebibytes / count });
  expect(Math.max(...millis)).toBeLessThan(mostMillis);
  expect(mebibytes / count).toBeLessThan(mostMiBEach);
});

/** Memory of all processes of a workspace, what they share counted once. */
function proportionalMiB(root: string): number {
  const kibibytes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`ATELIER_STATE=${root}\0`)) return 0;
        return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
      } catch {
        return 0;
      }
    });
  return kibibytes.reduce((sum, each) => sum + each, 0) / 1024;
}
