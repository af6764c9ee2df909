import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folder of a group of processes that is ours to divide, or what keeps it from being so. */
export type OwnCgroup = { readonly folder: string } | { readonly lacks: string };

/** What is looked at; another machine's in tests. */
export interface CgroupFacts {
  /** Of /proc/self/cgroup. */
  readonly ownGroups: string;
  /** Of /proc/self/mountinfo. */
  readonly mounts: string;
  readonly isRoot: boolean;
  /** Whether systemd looks after the groups of this machine. */
  readonly hasSystemd: boolean;
}

export const neededControllers = ['memory', 'pids'] as const;
/** Where everything of our group goes that is in no space. */
export const restName = 'atelier-rest';

export function cgroupFacts(): CgroupFacts {
  return {
    ownGroups: readFileSync('/proc/self/cgroup', 'utf8'),
    mounts: readFileSync('/proc/self/mountinfo', 'utf8'),
    isRoot: process.geteuid?.() === 0,
    hasSystemd: existsSync('/run/systemd/system'),
  };
}

/**
 * Find the group that we are in and may divide; nothing is changed.
 *
 * Of version 2, with the controllers that limit memory and processes, and handed over to us: as systemd does with `Delegate=`,
 * and a container that has a namespace of groups.
 */
export function ownCgroup(facts: CgroupFacts): OwnCgroup {
  const mounted = mountOfVersion2(facts.mounts);
  const within = /^0::(\/.*)$/m.exec(facts.ownGroups)?.[1];
  if (mounted === undefined || within === undefined) return { lacks: 'cgroup v2 is not mounted' };
  const own = resolve(join(mounted.at, within === mounted.root ? '/' : within));
  const folder = own.endsWith(`/${restName}`) ? dirname(own) : own;
  if (!existsSync(join(folder, 'cgroup.type'))) return { lacks: 'this process is in the root of all groups' };
  const missing = neededControllers.filter((name) => !controllersOf(folder).includes(name));
  if (missing.length > 0) return { lacks: `its group has no controller for ${missing.join(' and ')}` };
  if (facts.isRoot && facts.hasSystemd && within !== '/') {
    return { lacks: 'root is in a group of systemd, which systemd alone divides' };
  }
  const shut = ['.', 'cgroup.procs', 'cgroup.subtree_control'].find((name) => !mayWrite(join(folder, name)));
  return shut === undefined
    ? { folder }
    : { lacks: `its group was not handed over: ${join(folder, shut)} may not be written` };
}

interface Mount {
  /** The group that is seen there. */
  readonly root: string;
  readonly at: string;
}

/** https://docs.kernel.org/filesystems/proc.html, 3.5 */
function mountOfVersion2(mounts: string): Mount | undefined {
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root, at] = before.split(' ');
    if (after.startsWith('cgroup2 ') && root !== undefined && at !== undefined) return { root, at };
  }
  return undefined;
}

/** Those that it may hand on to the groups below it. */
function controllersOf(folder: string): readonly string[] {
  try {
    return readFileSync(join(folder, 'cgroup.controllers'), 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
