import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { SandboxAccount } from '../sandbox/sandbox.ts';
import type { SpaceName } from './space-name.ts';

/** Accounts of people in their spaces, and of shared spaces: no two of them ever have one. */
export interface SpaceAccounts {
  /** Whose files are in a space, and what runs there; undefined where this machine lets nobody give accounts. */
  accountOf(space: SpaceName): SandboxAccount | undefined;
}

/** Processes and threads of a person in all of her spaces. */
const mostProcesses = 4096;
/** Ids that no system hands out: https://systemd.io/UIDS-GIDS/ */
const firstId = 1_879_048_192;
const endOfIds = 2_147_352_576;

/** An account for one process that keeps nothing, as a space's would be; undefined where this machine lets nobody give any. */
export function passingAccount(name: string, most: number): SandboxAccount | undefined {
  if (!canGiveAccounts()) return undefined;
  const id = randomInt(firstId, endOfIds);
  return { name, uid: id, gid: id, groups: [], mostProcesses: most };
}

/**
 * Accounts that are chosen once and remembered for good, so that files of one who has left become nobody else's.
 *
 * They are chosen at random: workspaces that do not know of each other on one machine do not choose the same.
 */
export function spaceAccounts(database: DatabaseSync, possible: boolean = canGiveAccounts()): SpaceAccounts {
  const idOf = (owner: string): number => {
    for (;;) {
      const found = database.prepare('select id from accounts where owner = ?').get(owner);
      if (found !== undefined) return Number(found.id);
      database
        .prepare('insert or ignore into accounts (owner, id) values (?, ?)')
        .run(owner, randomInt(firstId, endOfIds));
    }
  };
  return {
    accountOf: ({ person, project }) => {
      if (!possible) return undefined;
      const own = idOf(person === null ? `shared ${project}` : `person ${person}`);
      return { name: person ?? project, uid: own, gid: own, groups: [idOf(`project ${project}`)], mostProcesses };
    },
  };
}

/** CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_SETGID, CAP_SETUID, CAP_SETPCAP, CAP_SYS_ADMIN of linux/capability.h. */
const rights = [0, 1, 6, 7, 8, 21].reduce((all, bit) => all | (1n << BigInt(bit)), 0n);

/** Whether this is root with its rights, and every id is there: a container often has neither. */
function canGiveAccounts(): boolean {
  if (process.getuid?.() !== 0) return false;
  const held = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const [inside, outside, count] = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/).map(Number);
  return (BigInt(`0x${held}`) & rights) === rights && inside === 0 && outside === 0 && (count ?? 0) >= endOfIds;
}
