import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atelierAs, folderOf, isRoot, startAs, stranger, victim } from './accounts/as-account.ts';

const squatter = fileURLToPath(new URL('./accounts/squatter.ts', import.meta.url));
const account = `/tmp/atelier-${victim}`;
let base: string;
let heard: string;
let squatters: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'squat-'));
  chmodSync(base, 0o755);
  heard = join(base, 'heard');
  writeFileSync(heard, '');
  chownSync(heard, stranger, stranger);
});

afterEach(async () => {
  for (const end of squatters) await end();
  squatters = [];
  for (const path of [base, account]) rmSync(path, { recursive: true, force: true });
});

/** The folder of a workspace of the victim, whose path is short, or too long for sockets below it. */
function workspace(path: 'short' | 'long'): string {
  const outer = folderOf(victim, join(base, 'home'), 0o755);
  const folder = path === 'short' ? outer : folderOf(victim, join(outer, 'w'.repeat(90)), 0o755);
  const file = join(folder, 'atelier.yaml');
  writeFileSync(
    file,
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }\n',
  );
  chownSync(file, victim, victim);
  return folder;
}

/** The sockets at which a workspace is asked. */
const sockets = ['control.sock', 'api.sock'];

/** A stranger listens at each of a workspace's sockets, in a folder that lets them. */
async function squat(folder: string): Promise<void> {
  for (const socket of sockets) await squatAt(join(folder, socket));
}

async function squatAt(socket: string): Promise<void> {
  const child = startAs(stranger, squatter, [socket, heard], {});
  const ended = once(child, 'close');
  squatters.push(() => {
    child.stdin?.end();
    return ended;
  });
  const said = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
  expect(String(said[0])).toContain('listening');
}

function own(account: number, ...paths: readonly string[]): void {
  for (const path of paths) folderOf(account, path, 0o777);
  for (const path of paths) chmodSync(path, 0o777);
}

const digest = (folder: string) => createHash('sha256').update(join(folder, '.atelier/run')).digest('hex').slice(0, 16);

/** Write down for a workspace where its sockets are to be looked for. */
function record(folder: string, sockets: string): void {
  folderOf(victim, join(folder, '.atelier'));
  folderOf(victim, join(folder, '.atelier/run'));
  const file = join(folder, '.atelier/run/sockets');
  writeFileSync(file, sockets);
  chownSync(file, victim, victim);
}

interface Prepared {
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Ways to be taken for the supervisor of somebody else. */
const attempts: Readonly<Record<string, () => Promise<Prepared>>> = {
  'a state folder of a stranger': async () => {
    const folder = workspace('short');
    own(stranger, join(folder, '.atelier'), join(folder, '.atelier/run'));
    await squat(join(folder, '.atelier/run'));
    return { folder };
  },
  "a stranger's run folder in a state folder that was open": async () => {
    const folder = workspace('short');
    own(victim, join(folder, '.atelier'));
    own(stranger, join(folder, '.atelier/run'));
    await squat(join(folder, '.atelier/run'));
    return { folder };
  },
  "a stranger's socket in a run folder that was open": async () => {
    const folder = workspace('short');
    own(victim, join(folder, '.atelier'), join(folder, '.atelier/run'));
    await squat(join(folder, '.atelier/run'));
    return { folder };
  },
  "a stranger's socket in a run folder that has been shut since": async () => {
    const folder = workspace('short');
    own(victim, join(folder, '.atelier'), join(folder, '.atelier/run'));
    await squat(join(folder, '.atelier/run'));
    chmodSync(join(folder, '.atelier/run'), 0o700);
    return { folder };
  },
  "a link from the run folder to a stranger's": async () => {
    const folder = workspace('short');
    own(stranger, join(base, 'evil'));
    folderOf(victim, join(folder, '.atelier'));
    symlinkSync(join(base, 'evil'), join(folder, '.atelier/run'));
    await squat(join(base, 'evil'));
    return { folder };
  },
  "a link from the state folder to a stranger's": async () => {
    const folder = workspace('short');
    own(stranger, join(base, 'evil'), join(base, 'evil/run'));
    symlinkSync(join(base, 'evil'), join(folder, '.atelier'));
    await squat(join(base, 'evil/run'));
    return { folder };
  },
  "a link from the socket to a stranger's": async () => {
    const folder = workspace('short');
    own(stranger, join(base, 'evil'));
    folderOf(victim, join(folder, '.atelier'));
    folderOf(victim, join(folder, '.atelier/run'));
    for (const socket of sockets) symlinkSync(join(base, 'evil', socket), join(folder, '.atelier/run', socket));
    await squat(join(base, 'evil'));
    return { folder };
  },
  'the folder for sockets of the account, and the name of before': async () => {
    const folder = workspace('long');
    own(stranger, account);
    await squatAt(join(account, `${digest(folder)}.sock`));
    return { folder };
  },
  'the folder for sockets of the account': async () => {
    const folder = workspace('long');
    own(stranger, account, join(account, digest(folder)));
    await squat(join(account, digest(folder)));
    return { folder };
  },
  'the folder of the workspace in one of the account that was open': async () => {
    const folder = workspace('long');
    own(victim, account);
    own(stranger, join(account, digest(folder)));
    await squat(join(account, digest(folder)));
    return { folder };
  },
  'the socket in folders of the account that were open': async () => {
    const folder = workspace('long');
    own(victim, account, join(account, digest(folder)));
    await squat(join(account, digest(folder)));
    return { folder };
  },
  'a link in the place of the folder for sockets': async () => {
    const folder = workspace('long');
    own(stranger, join(base, 'evil'), join(base, 'evil', digest(folder)));
    symlinkSync(join(base, 'evil'), account);
    await squat(join(base, 'evil', digest(folder)));
    return { folder };
  },
  'a recorded place of a stranger': async () => {
    const folder = workspace('long');
    own(stranger, join(base, 'evil'), join(base, 'evil/deep'));
    record(folder, join(base, 'evil/deep'));
    await squat(join(base, 'evil/deep'));
    return { folder };
  },
  "a recorded place in a stranger's folder": async () => {
    const folder = workspace('long');
    own(stranger, join(base, 'evil'));
    own(victim, join(base, 'evil/deep'));
    record(folder, join(base, 'evil/deep'));
    await squat(join(base, 'evil/deep'));
    return { folder };
  },
  'a recorded place in a folder that everybody may rename in': async () => {
    const folder = workspace('long');
    own(victim, join(base, 'open'));
    folderOf(victim, join(base, 'open/account'));
    own(victim, join(base, 'open/account/deep'));
    record(folder, join(base, 'open/account/deep'));
    chmodSync(join(base, 'open/account'), 0o777);
    await squat(join(base, 'open/account/deep'));
    chmodSync(join(base, 'open/account'), 0o700);
    return { folder };
  },
  'a session folder of a stranger': async () => {
    const folder = workspace('long');
    own(stranger, join(base, 'xdg'), join(base, 'xdg/atelier'), join(base, 'xdg/atelier', digest(folder)));
    await squat(join(base, 'xdg/atelier', digest(folder)));
    return { folder, env: { XDG_RUNTIME_DIR: join(base, 'xdg') } };
  },
  'a session folder that was open': async () => {
    const folder = workspace('long');
    own(victim, join(base, 'xdg'), join(base, 'xdg/atelier'), join(base, 'xdg/atelier', digest(folder)));
    await squat(join(base, 'xdg/atelier', digest(folder)));
    return { folder, env: { XDG_RUNTIME_DIR: join(base, 'xdg') } };
  },
  "a session folder that is a link to a stranger's": async () => {
    const folder = workspace('long');
    own(stranger, join(base, 'evil'), join(base, 'evil/atelier'), join(base, 'evil/atelier', digest(folder)));
    symlinkSync(join(base, 'evil'), join(base, 'xdg'));
    await squat(join(base, 'evil/atelier', digest(folder)));
    return { folder, env: { XDG_RUNTIME_DIR: join(base, 'xdg') } };
  },
};

const asking = [['status', '--json'], ['sql', 'sales', 'select 1'], ['down']] as const;

describe.skipIf(!isRoot)('as another account of the machine (needs root)', () => {
  describe.each(Object.entries(attempts))('%s', (_, prepare) => {
    test.each(asking.map((command) => [command]))('is never spoken to by "%s"', async (command) => {
      const { folder, env } = await prepare();
      const { code, said } = await atelierAs(victim, [...command, '--file', join(folder, 'atelier.yaml')], env);
      expect(readFileSync(heard, 'utf8')).toBe('');
      expect(said).not.toContain('squat"');
      expect([0, 2], said).toContain(code);
      expect(said).not.toContain('bug of Atelier');
    });
  });

  test('a folder that is exchanged again and again while it is asked never leads to a stranger', async () => {
    const folder = workspace('short');
    chmodSync(folder, 0o777);
    own(stranger, join(folder, 'evil'), join(folder, 'evil/run'));
    await squat(join(folder, 'evil/run'));
    folderOf(victim, join(folder, 'good'));
    folderOf(victim, join(folder, 'good/run'));
    const asked = Promise.all(
      Array.from({ length: 12 }, () => atelierAs(victim, ['status', '--file', join(folder, 'atelier.yaml')])),
    );
    let isOver = false;
    void asked.then(() => {
      isOver = true;
    });
    const state = join(folder, '.atelier');
    for (let turn = 0; !isOver; turn += 1) {
      const next = join(folder, turn % 2 === 0 ? 'evil' : 'good');
      renameSync(next, state);
      await new Promise((resolve) => setImmediate(resolve));
      renameSync(state, next);
    }
    expect(readFileSync(heard, 'utf8')).toBe('');
    for (const { said } of await asked) expect(said).not.toContain('bug of Atelier');
  });

  test('whoever takes every name for sockets first keeps nobody out', () => {
    // In a /tmp of its own: the names there that are the account's belong to everybody who tests on this machine.
    const script = `
      mount -t tmpfs none /tmp
      mkdir -p "/tmp/atelier-0" "/tmp/$LONG"
      cd "/tmp/$LONG"
      printf 'workspace: acme\\npeople: { ana: { role: lead-data-scientist } }\\nprojects: { sales: { members: [ana] } }\\n' > atelier.yaml
      mkdir "/tmp/atelier-0/$(printf %s "$PWD/.atelier/run" | sha256sum | cut -c1-16)"
      chown -R ${stranger} /tmp/atelier-0
      "$NODE" "$MAIN" up >&2
      "$NODE" "$MAIN" sql sales 'select 41 + 1 as a' --csv
      cat .atelier/run/sockets
      "$NODE" "$MAIN" down >&2`;
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const env = { PATH: process.env.PATH, HOME: '/', NODE: process.execPath, MAIN: main, LONG: 'l'.repeat(120) };
    const said = execFileSync('unshare', ['--mount', 'sh', '-euc', script], { env, encoding: 'utf8' });
    expect(said).toMatch(/^a\n42\n\/tmp\/atelier-0-\w{6}\/[0-9a-f]{16}\n$/);
  });

  test('a state folder of somebody else is refused by every command, with whose it is', async () => {
    const folder = workspace('short');
    mkdirSync(join(folder, '.atelier'), { mode: 0o700 });
    chownSync(join(folder, '.atelier'), stranger, stranger);
    for (const command of [['up'], ['status'], ['sql', 'sales', 'select 1'], ['logs'], ['down']]) {
      const { code, said } = await atelierAs(victim, [...command, '--file', join(folder, 'atelier.yaml')]);
      expect({ code, said }).toMatchObject({ code: 2, said: expect.stringContaining(`account ${stranger}`) });
    }
  });
});
