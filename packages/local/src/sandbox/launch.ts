import { chmodSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { giveFolder } from './give-folder.ts';
import type { Sandbox, SandboxAccount } from './sandbox.ts';

/** A program and its arguments that become another program behind walls. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Paths of the machine that every sandbox sees besides our own code: programs, libraries, the time zone, fonts' settings. */
const systemPaths = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/etc/fonts',
];

/** Where Java's and Spark's own settings lie, outside of /usr. */
const javaPaths = ['/etc/alternatives', '/etc/java-17-openjdk'];

/**
 * The command that starts a program in a sandbox, whose scratch folder is emptied on the way.
 *
 * The launcher sets limits, then has bubblewrap make the namespaces, or closes the process itself where those are refused.
 */
export function launch(host: Host, sandbox: Sandbox, command: readonly string[], env: Launch['env'] = {}): Launch {
  const { account } = sandbox;
  const scratch = emptyScratch(host, sandbox.name);
  if (account !== undefined) {
    giveFolder(scratch, account);
    // Our code may lie below /tmp, which the scratch folder is seen as: on the way to it is, for a moment, root without rights.
    chmodSync(scratch, 0o711);
  }
  const spec = {
    command,
    bubblewrap: host.walls.namespaces ? host.bubblewrap : null,
    read_only: [...systemPaths, ...javaPaths, ...host.codePaths, ...(sandbox.readOnly ?? [])],
    read_write: sandbox.readWrite ?? [],
    placed: sandbox.placed ?? [],
    opened: Object.fromEntries((sandbox.opened ?? []).map(({ path }, index) => [path, firstOpenedDescriptor + index])),
    scratch,
    user: account?.name ?? host.user,
    reach: sandbox.reach,
    processes: sandbox.processes,
    account: account === undefined ? null : accountFields(account),
    memory_mib: sandbox.memoryMiB ?? null,
    file_mib: sandbox.fileMiB ?? null,
    niceness: sandbox.niceness ?? 0,
    cgroup: sandbox.cgroup ?? null,
  };
  const compiled = join(host.walls.namespaces ? '/tmp' : scratch, compiledFolder);
  return {
    file: host.python,
    args: ['-S', '-P', '-m', 'atelier.sandbox.launch', JSON.stringify(spec)],
    env: { ...host.environment, NUMBA_CACHE_DIR: compiled, ...env },
  };
}

function accountFields({ uid, gid, groups, mostProcesses }: SandboxAccount): object {
  return { uid, gid, groups, most_processes: mostProcesses };
}

/** Descriptors before it are input, output, errors, reports, and the sockets that a process may listen on. */
export const firstOpenedDescriptor = 10;

const compiledFolder = 'compiled';

/** Remove what a process has left in its scratch folder. */
export function removeScratch(host: Host, { name }: Pick<Sandbox, 'name'>): void {
  rmSync(join(host.state.scratch, name), { recursive: true, force: true });
}

/** With a copy of what was compiled at installation: each process may write into its own, and into no other's. */
function emptyScratch(host: Host, name: string): string {
  const scratch = join(host.state.scratch, name);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  if (existsSync(host.compiled)) cpSync(host.compiled, join(scratch, compiledFolder), { recursive: true });
  return scratch;
}
