import type { WorkspaceStatus } from '@atelier/core/contract';
import { expect, test } from 'vitest';
import { plannedDoorText } from '../../src/text/planned-door-text.ts';
import { statusText } from '../../src/text/status-text.ts';

const dayMs = 86_400_000;
const door = { url: 'https://atelier.example.com', tokenFile: '/t', headerFile: '/t.header' };
const status = (more: object): WorkspaceStatus => ({
  ...{ workspace: 'acme', pid: 1, services: [], projects: [], endpoints: [], spaces: [], runs: [], missingWalls: [] },
  spaceLimits: { memoryBytes: 1, processes: 1, diskBytes: null, by: 'each process', lacks: 'none here' },
  door: { ...door, ...more },
});

test('the status says at which provider people sign in, or that they are invited', () => {
  const provider = 'https://login.example.com';
  expect(statusText(status({ provider }), undefined)).toContain(
    `sign in at ${door.url}, as ${provider} says who they are.`,
  );
  expect(statusText(status({}), undefined)).toContain('invited by "atelier person invite NAME"');
});

test('the status says until when a certificate is good, that it has ended, and why it was not renewed', () => {
  const said = (endsAtMs: number, refused: string | null) =>
    statusText(status({ certificate: { endsAtMs, refused } }), undefined);
  expect(said(Date.now() + dayMs, null)).toMatch(/certificate is good until 20\d\d-\d\d-\d\d\./);
  expect(said(Date.now() - dayMs, null)).toMatch(/certificate ended on 20\d\d-\d\d-\d\d: nobody accepts it/);
  expect(said(Date.now() + dayMs, 'the key is of another')).toContain('It was not renewed: the key is of another');
});

test('a plan says where people would come in, and what speaks against it', () => {
  expect(plannedDoorText({ kind: 'loopback' })).toContain('for this machine alone');
  const outside = { kind: 'outside', url: door.url, address: '10.0.0.5', port: 443 } as const;
  const good = plannedDoorText({ ...outside, certificateEndsAtMs: Date.UTC(2027, 2, 1), problem: null });
  expect(good).toContain('https://atelier.example.com/, at port 443 of 10.0.0.5, and nowhere else');
  expect(good).toContain('good until 2027-03-01');
  const problem = { code: 'CertificateUnusable', message: 'It has ended.', fix: 'Renew it.', whose: 'yours' } as const;
  const bad = plannedDoorText({ ...outside, certificateEndsAtMs: null, problem });
  expect(bad).toMatch(/not accepted: It has ended\.\nRenew it\./);
});
