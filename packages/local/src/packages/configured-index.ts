import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';

/** The index that pip or uv is set up with on this machine. */
export interface ConfiguredIndex {
  /** Without credentials. */
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  /** Certificates as PEM; empty: those that everybody trusts. */
  readonly authorities: string;
}

const withinMs = 30_000;

/**
 * Ask pip, by its own settings and those of uv, in the environment of whoever started the workspace.
 *
 * What it says holds secrets: it goes nowhere but into the process of the index. Problem PackageIndexUnknown
 */
export async function configuredIndex({
  python,
  environment,
  packageSettings,
}: Pick<Host, 'python' | 'environment' | 'packageSettings'>): Promise<ConfiguredIndex> {
  const env = { ...environment, ...packageSettings };
  const command = ['-P', '-m', 'atelier.packages.configured_index'];
  try {
    const { stdout } = await promisify(execFile)(python, command, { env, timeout: withinMs });
    const index = JSON.parse(stdout) as ConfiguredIndex;
    if (/^https?:\/\/./.test(index.url)) return index;
  } catch {
    // Its words may hold an address with a password in it.
  }
  throw new Problem({
    code: 'PackageIndexUnknown',
    message: 'Which index pip is set up with on this machine cannot be found out, or it is at no address of HTTP.',
    fix: 'Make "pip config list" and "pip download six" work for whoever starts the workspace, or write `packages: { upstream: none }`.',
    whose: 'machine',
    state: 'Nothing was started.',
  });
}
