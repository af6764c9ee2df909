import type { Host } from '../../host.ts';
import { printedBy } from '../../sandbox/walls.ts';
import type { OpenSpace } from '../open-space.ts';

/**
 * How far files grow: `little` is 64 KiB, with which kernels start and notebooks of text are saved, and is meant for accidents;
 * `not at all` holds against whoever would raise it.
 */
export type FileGrowth = 'freely' | 'little' | 'not at all';

const sizes = {
  freely: { largest: null, for_good: false },
  little: { largest: 64 * 1024, for_good: false },
  'not at all': { largest: 0, for_good: true },
} as const;

/**
 * Let files grow that a space's processes write to, by the limit of each of them: those that they start inherit it.
 *
 * It is set from outside, by a process that is behind no wall and runs nothing of anybody's.
 *
 * @returns how many processes are held lower still, since this machine gives us no right to take that back
 */
export async function letFilesGrow(
  host: Host,
  { service, account }: OpenSpace,
  to: FileGrowth,
): Promise<{ readonly heldLower: number }> {
  const ids = account === undefined ? null : [account.uid, account.gid];
  const growth = JSON.stringify({ pid: service.status().pid, account: ids, ...sizes[to] });
  const command = ['-S', '-P', '-m', 'atelier.sandbox.limit_files', growth];
  return { heldLower: Number(await printedBy(host.python, command, host.environment)) };
}
