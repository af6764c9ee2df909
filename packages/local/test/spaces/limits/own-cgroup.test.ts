import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CgroupFacts, cgroupFacts, ownCgroup } from '../../../src/spaces/limits/own-cgroup.ts';

const root = mkdtempSync(join(tmpdir(), 'groups-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder as the kernel shows a group. */
function group(path: string, controllers = 'cpuset cpu io memory pids'): string {
  const folder = join(root, path);
  mkdirSync(folder, { recursive: true });
  const files = { 'cgroup.type': 'domain', 'cgroup.procs': '', 'cgroup.subtree_control': '' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
  writeFileSync(join(folder, 'cgroup.controllers'), `${controllers}\n`);
  return folder;
}

const mounts = `22 1 8:1 / / rw - ext4 /dev/vda rw
31 22 0:27 / ${root} rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate
`;

function facts(within: string, more: Partial<CgroupFacts> = {}): CgroupFacts {
  return { ownGroups: `0::${within}\n`, mounts, isRoot: false, hasSystemd: true, ...more };
}

describe('the group that is ours to divide', () => {
  test('is the one that systemd has handed to an account', () => {
    const folder = group('user.slice/user@1000.service/app.slice/atelier.service');
    expect(ownCgroup(facts('/user.slice/user@1000.service/app.slice/atelier.service'))).toEqual({ folder });
  });

  test('is that of a container, which sees it as the root of its groups', () => {
    group('.');
    expect(ownCgroup(facts('/', { isRoot: true }))).toEqual({ folder: root });
    const seen = mounts.replace(` / ${root}`, ` /docker/abc ${root}`);
    expect(ownCgroup(facts('/docker/abc', { mounts: seen, hasSystemd: false }))).toEqual({ folder: root });
  });

  test('is the same once all of us is in the part of it that is in no space', () => {
    const folder = group('svc');
    group('svc/atelier-rest');
    expect(ownCgroup(facts('/svc/atelier-rest'))).toEqual({ folder });
  });

  test.each([
    ['no controller for pids', () => facts(withGroup('poor', 'memory')), 'its group has no controller for pids'],
    ['none at all, as beside groups of version 1', () => facts(withGroup('v1', '')), 'memory and pids'],
    ['no group of version 2', () => facts('/x', { ownGroups: '4:memory:/x\n' }), 'cgroup v2 is not mounted'],
    ['no such mount', () => facts('/x', { mounts: '' }), 'cgroup v2 is not mounted'],
    ['the root of all groups', () => facts('/none'), 'in the root of all groups'],
    ['root in a group of systemd', () => facts(withGroup('session.scope'), { isRoot: true }), 'systemd alone divides'],
  ])('is not there with %s, and it is said', (_, of, lacks) => {
    expect(ownCgroup(of())).toEqual({ lacks: expect.stringContaining(lacks) });
  });

  test.skipIf(process.getuid?.() === 0)(
    'is not one that we may not write to (skipped: root may write anywhere)',
    () => {
      chmodSync(join(group('shut'), 'cgroup.procs'), 0o400);
      expect(ownCgroup(facts('/shut'))).toEqual({ lacks: expect.stringContaining('was not handed over') });
    },
  );

  test('of this machine is found or not without a failure', () => {
    expect(Object.keys(ownCgroup(cgroupFacts()))).toHaveLength(1);
  });
});

function withGroup(path: string, controllers?: string): string {
  group(path, controllers);
  return `/${path}`;
}
