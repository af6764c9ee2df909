import type { DatabaseSync } from 'node:sqlite';
import type { Narrowed } from '@atelier/core';
import type { KnownCaller } from '../known-caller.ts';
import { type KeyPair, makeKeyPair, secretOfKey } from './key-pair.ts';
import type { ListedToken } from './listed-token.ts';
import { callerIn, isUsedLately, listedOf, type TokenRow } from './token-row.ts';
import { tokenStatements } from './token-statements.ts';
import { digestOf, isSecretOf, makeTokenText, readTokenText, tokenText } from './token-text.ts';
import { tooManyTokens } from './too-many-tokens.ts';

const dayMs = 86_400_000;
const usualDays = 90;
const mostDays = 365;
/** Of one person, those that have ended not counted. */
const mostTokens = 100;
/** So that whoever uses one that has ended hears that it has. */
const toldMs = 30 * dayMs;

/** What a token is to be. */
export interface TokenWish {
  readonly person: string;
  readonly name: string;
  /** Left out: all that the person may do. */
  readonly narrowed?: Narrowed | undefined;
  /** Left out: in 90 days; later than 365 days from now counts as that. */
  readonly endsAtMs?: number | undefined;
  /** Whether a key pair for AWS's clients is to stand for it. */
  readonly keys?: 'none' | 'pair';
}

/** A token that has just been made; its secrets are shown this once. */
export interface MadeToken {
  readonly id: string;
  readonly text: string;
  readonly endsAtMs: number;
  readonly keyPair?: KeyPair;
}

/** Why a token or a key lets nobody in: it is none of ours, or it has come to its end. */
export interface Unknown {
  readonly unknown: 'wrong' | 'late';
}

/** What lets programs in, kept on the disk. */
export interface Tokens {
  /** Problem TooManyTokens. */
  make(wish: TokenWish): MadeToken;
  /** Those that have not ended, the newest first. */
  list(person: string): readonly ListedToken[];
  /** Whether there was one of that id and person. */
  end(id: string, person: string): boolean;
  /** End those of everybody else. */
  keepOnly(people: readonly string[]): void;
  find(text: string): KnownCaller | Unknown;
  /** Whoever a key pair stands for, and its secret. */
  findKey(accessKeyId: string): { readonly caller: KnownCaller; readonly secretAccessKey: string } | Unknown;
  /** Whether what has shown who a caller is, where it was a token, is good yet. */
  isOpen(by: string): boolean;
  /** When that ends which has shown who a caller is; undefined: no token has. */
  endOf(by: string): number | undefined;
}

/** Tokens of a database that has their tables. */
export function tokensIn(database: DatabaseSync, serverKey: Buffer, now: () => number = Date.now): Tokens {
  const { insert, byId, byKey, ofPerson, use, end, sweep, keepOnly } = tokenStatements(database);
  const list = (person: string) => (ofPerson.all(person, now()) as unknown as TokenRow[]).map(listedOf);
  const admitted = (row: TokenRow, by: string): KnownCaller | Unknown => {
    if (row.endsAtMs <= now()) return { unknown: 'late' };
    if (!isUsedLately(row, now())) use.run(now(), row.id);
    return callerIn(row, by);
  };
  const endOf = (by: string) => (byId.get(idIn(by) ?? '') as TokenRow | undefined)?.endsAtMs;
  return {
    make: ({ person, name, narrowed, endsAtMs, keys }) => {
      sweep.run(now() - toldMs);
      if (list(person).length >= mostTokens) throw tooManyTokens(person, mostTokens);
      const made = makeTokenText();
      const keyPair = keys === 'pair' ? makeKeyPair(serverKey) : undefined;
      const ends = Math.min(endsAtMs ?? now() + usualDays * dayMs, now() + mostDays * dayMs);
      const { scope, project } = narrowed ?? { scope: 'all', project: null };
      const digest = digestOf(made.secret);
      insert.run(made.id, digest, person, name, scope, project, keyPair?.accessKeyId ?? null, now(), ends);
      return { id: made.id, text: tokenText(made), endsAtMs: ends, ...(keyPair && { keyPair }) };
    },
    list,
    end: (id, person) => end.run(id, person).changes > 0,
    keepOnly: (people) => void keepOnly.run(JSON.stringify(people)),
    find: (text) => {
      const given = readTokenText(text);
      const row = given && (byId.get(given.id) as TokenRow | undefined);
      if (row === undefined || !isSecretOf(given?.secret ?? '', row.digest)) return { unknown: 'wrong' };
      return admitted(row, `token ${row.id}`);
    },
    findKey: (accessKeyId) => {
      const row = byKey.get(accessKeyId) as TokenRow | undefined;
      if (row === undefined) return { unknown: 'wrong' };
      const caller = admitted(row, `token ${row.id} by its key pair`);
      if ('unknown' in caller) return caller;
      return { caller, secretAccessKey: secretOfKey(serverKey, accessKeyId) };
    },
    isOpen: (by) => idIn(by) === undefined || now() < (endOf(by) ?? 0),
    endOf,
  };
}

/** The id of the token that has shown who a caller is; undefined: something else has. */
function idIn(by: string): string | undefined {
  return /^token ([0-9a-f]{16})( |$)/.exec(by)?.[1];
}
