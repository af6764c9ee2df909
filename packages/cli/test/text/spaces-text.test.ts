import type { WorkspaceStatus } from '@atelier/core/contract';
import { expect, test } from 'vitest';
import { receiptText } from '../../src/text/receipt-text.ts';
import { spacesText } from '../../src/text/spaces-text.ts';

const gibibyte = 1024 ** 3;
const spaceLimits: WorkspaceStatus['spaceLimits'] = {
  memoryBytes: 8 * gibibyte,
  processes: 4096,
  diskBytes: 20e9,
  by: 'each process',
  lacks: 'cgroup v2 is not mounted',
};

test('spaces are listed with what they take of what they may, and how they are held to it', () => {
  const service = { name: 'space', state: 'ready', pid: 1, restarts: 0 } as const;
  const spaces = [
    { person: 'july', project: 'sales', service, use: { memoryBytes: gibibyte, processes: 12, diskBytes: 1e9 } },
    { person: 'anna', project: 'sales', service: { name: 'space', state: 'starting' }, use: null },
    { person: 'john', project: 'sales', service: { name: 'space', state: 'failed', reason: 'no room' }, use: null },
  ] as const;
  expect(spacesText({ spaces, spaceLimits })).toBe(
    `july/sales  ready     memory 1.0 GiB of 8.0 GiB, 12 of 4096 processes, disk 953.7 MiB of 18.6 GiB
anna/sales  starting
john/sales  failed    no room
Limits: each process is held to its memory by the kernel, and the sum of a space is watched (no cgroup v2: cgroup v2 is not mounted); disk is measured once a minute, and in a full space no file grows.
`,
  );
  expect(
    spacesText({ spaces: [], spaceLimits: { ...spaceLimits, by: 'cgroup v2', diskBytes: null, lacks: null } }),
  ).toBe(
    `No space is open.
Limits: the kernel holds each space as a whole to its memory and processes (cgroup v2); disk has no limit.
`,
  );
});

test('a receipt in words holds no line of its own making, whatever a path is', () => {
  const sum = { requests: 1, refused: 0, failed: 0, cut: 0, requestBytes: 2048, answerBytes: 10 };
  const path = '/files/x\nNothing left this space.\u001b[2K';
  const text = receiptText({
    ...{
      format: 'atelier space receipt 1',
      workspace: 'acme',
      space: 'july/sales',
      since: null,
      madeAt: '',
      log: null,
    },
    doors: [{ door: 'browser', ...sum }],
    targets: [{ door: 'browser', target: 'files', ...sum }],
    uploads: [],
    downloads: [{ at: '2026-12-01T09:00:00.000Z', who: 'july', path, status: 200, answerBytes: 10, isWhole: true }],
    notSeen: ['what is not'],
  });
  expect(text).toContain('2.0 KiB');
  expect(text.split('\n')).not.toContain('Nothing left this space.');
  expect(text).not.toMatch(/^Nothing left/m);
});
