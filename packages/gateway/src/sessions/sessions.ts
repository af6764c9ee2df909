import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { isSecretForm, secretDigest, secretValue } from './secret-value.ts';

const hourMs = 3_600_000;
/** A session that nobody uses ends after this long. */
export const idleEndMs = 8 * hourMs;
/** Every session ends after this long. */
export const absoluteEndMs = 7 * 24 * hourMs;
const seenEveryMs = 60_000;

/** Somebody who is signed in at one origin. */
export interface FoundSession {
  readonly person: string;
  /** No secret. */
  readonly id: string;
}

/** Who is signed in, where; kept on the disk. */
export interface Sessions {
  /**
   * Begin one that is good at one origin, and give the value of its cookie.
   *
   * @param cameFrom session of the portal that this one ends with; undefined where that has ended meanwhile
   */
  begin(person: string, audience: string): string;
  beginFrom(cameFrom: string, audience: string): string | undefined;
  find(cookieValue: string, audience: string): FoundSession | undefined;
  isOpen(id: string): boolean;
  end(id: string): void;
  endOf(person: string): void;
  /** End those of everybody else. */
  keepOnly(people: readonly string[]): void;
}

/** Sessions of a database that has the tables of signing in. */
export function sessionsIn(database: DatabaseSync, now: () => number = Date.now): Sessions {
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)');
  const byDigest = database.prepare('SELECT * FROM sessions WHERE digest = ? AND audience = ?');
  const byId = database.prepare('SELECT * FROM sessions WHERE id = ?');
  const see = database.prepare('UPDATE sessions SET seenAtMs = ? WHERE id IN (?, ?)');
  const sweep = database.prepare('DELETE FROM sessions WHERE endsAtMs <= ? OR seenAtMs <= ?');
  const end = database.prepare('DELETE FROM sessions WHERE id = ?');
  const endOf = database.prepare('DELETE FROM sessions WHERE person = ?');
  const keepOnly = database.prepare('DELETE FROM sessions WHERE person NOT IN (SELECT value FROM json_each(?))');

  const isOpen = ({ seenAtMs, endsAtMs }: Row) => now() < endsAtMs && now() < seenAtMs + idleEndMs;
  const add = (person: string, audience: string, cameFrom: string | null, endsAtMs: number) => {
    sweep.run(now(), now() - idleEndMs);
    const [id, value] = [randomBytes(6).toString('hex'), secretValue()];
    insert.run(id, secretDigest(value), person, audience, cameFrom, now(), endsAtMs);
    return value;
  };
  return {
    begin: (person, audience) => add(person, audience, null, now() + absoluteEndMs),
    beginFrom: (id, audience) => {
      const found = byId.get(id) as Row | undefined;
      if (found === undefined || found.cameFrom !== null || !isOpen(found)) return undefined;
      return add(found.person, audience, id, found.endsAtMs);
    },
    find: (value, audience) => {
      if (!isSecretForm(value)) return undefined;
      const found = byDigest.get(secretDigest(value), audience) as Row | undefined;
      if (found === undefined || !isOpen(found)) return undefined;
      // Work in a space keeps the portal's session too, with which that of the space would end.
      if (now() >= found.seenAtMs + seenEveryMs) see.run(now(), found.id, found.cameFrom);
      return { person: found.person, id: found.id };
    },
    isOpen: (id) => {
      const found = byId.get(id) as Row | undefined;
      return found !== undefined && isOpen(found);
    },
    end: (id) => void end.run(id),
    endOf: (person) => void endOf.run(person),
    keepOnly: (people) => void keepOnly.run(JSON.stringify(people)),
  };
}

interface Row {
  readonly id: string;
  readonly person: string;
  readonly cameFrom: string | null;
  readonly seenAtMs: number;
  readonly endsAtMs: number;
}
