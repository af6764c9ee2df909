import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../src/tokens/server-key.ts';
import { tokensIn } from '../../src/tokens/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
const file = join(folder, 'state.sqlite');
const key = serverKeyAt(join(folder, 'server-key'));
const dayMs = 86_400_000;
let nowMs = 1_800_000_000_000;
const now = () => nowMs;
let database = openGatewayState(file);
let tokens = tokensIn(database, key, now);

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** The same after a restart. */
function startAgain(): void {
  database.close();
  database = openGatewayState(file);
  tokens = tokensIn(database, serverKeyAt(join(folder, 'server-key')), now);
}

describe('a token', () => {
  test('and its key pair are good after a restart', () => {
    const { text, keyPair } = tokens.make({ person: 'july', name: 'kept', keys: 'pair' });
    startAgain();
    expect(tokens.find(text)).toMatchObject({ person: 'july' });
    expect(tokens.findKey(keyPair?.accessKeyId ?? '')).toMatchObject({
      caller: { person: 'july' },
      secretAccessKey: keyPair?.secretAccessKey,
    });
    expect(keyPair?.accessKeyId).toMatch(/^ATLK[A-Z2-7]{16}$/);
  });

  test('ends after 90 days, or as it was asked, and after 365 at the latest; its end is told', () => {
    const endOf = (endsAtMs?: number) => tokens.make({ person: 'july', name: 'e', endsAtMs }).endsAtMs - nowMs;
    expect([endOf(), endOf(nowMs + dayMs), endOf(nowMs + 400 * dayMs)]).toEqual([90 * dayMs, dayMs, 365 * dayMs]);
    const { text, keyPair } = tokens.make({ person: 'july', name: 'late', endsAtMs: nowMs + dayMs, keys: 'pair' });
    nowMs += dayMs;
    expect(tokens.find(text)).toEqual({ unknown: 'late' });
    expect(tokens.findKey(keyPair?.accessKeyId ?? '')).toEqual({ unknown: 'late' });
    expect(tokens.find(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`)).toEqual({ unknown: 'wrong' });
    expect(tokens.list('july').map(({ name }) => name)).not.toContain('late');
  });

  test('has its last use written down, at most once a minute', () => {
    const { id, text } = tokens.make({ person: 'minute', name: 'used' });
    const used = () => tokens.list('minute').find((one) => one.id === id)?.usedAtMs;
    expect(used()).toBeNull();
    const first = nowMs;
    tokens.find(text);
    nowMs += 59_000;
    tokens.find(text);
    expect(used()).toBe(first);
    nowMs += 1000;
    tokens.find(text);
    expect(used()).toBe(first + 60_000);
  });

  test('is good while it is there, and what is none is not asked about', () => {
    const { id } = tokens.make({ person: 'july', name: 'open' });
    expect([tokens.isOpen(`token ${id}`), tokens.isOpen(`token ${id} by its key pair`)]).toEqual([true, true]);
    expect(tokens.isOpen('session 0123456789ab')).toBe(true);
    tokens.end(id, 'july');
    expect([tokens.isOpen(`token ${id}`), tokens.isOpen(`token ${id} by its key pair`)]).toEqual([false, false]);
  });

  test('of whoever is of the workspace no more is gone', () => {
    const [stays, goes] = ['july', 'gone'].map((person) => tokens.make({ person, name: 'k' }).text);
    tokens.keepOnly(['july', 'minute']);
    expect(tokens.find(stays ?? '')).toMatchObject({ person: 'july' });
    expect(tokens.find(goes ?? '')).toEqual({ unknown: 'wrong' });
  });
});

test('nothing that lets in stands in the database', () => {
  const { text, keyPair } = tokens.make({ person: 'july', name: 'secret', keys: 'pair' });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const written = readFileSync(file);
  for (const secret of [text.slice(-43), keyPair?.secretAccessKey ?? '']) {
    expect(written.includes(secret)).toBe(false);
    expect(written.includes(Buffer.from(secret, 'base64url'))).toBe(false);
  }
  expect(written.includes(keyPair?.accessKeyId ?? 'none')).toBe(true);
});
