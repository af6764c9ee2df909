import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { absoluteEndMs, idleEndMs, sessionsIn } from '../../src/sessions/sessions.ts';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';

const portal = 'http://localhost:8470';
const space = 'http://july--sales.localhost:8470';

function sessionsAt(file = ':memory:') {
  const time = { nowMs: 1_800_000_000_000 };
  const database = openGatewayState(file);
  return { sessions: sessionsIn(database, () => time.nowMs), time, database };
}

test('a session is found at its own origin by its cookie, and nowhere else', () => {
  const { sessions } = sessionsAt();
  const cookie = sessions.begin('july', portal);
  expect(sessions.find(cookie, portal)).toMatchObject({ person: 'july' });
  expect(sessions.find(cookie, space)).toBeUndefined();
  expect(sessions.find(`${cookie}x`, portal)).toBeUndefined();
});

test('a session that nobody uses ends after eight hours', () => {
  const { sessions, time } = sessionsAt();
  const cookie = sessions.begin('july', portal);
  time.nowMs += idleEndMs;
  expect(sessions.find(cookie, portal)).toBeUndefined();
});

test('one that is used ends after a week', () => {
  const { sessions, time } = sessionsAt();
  const cookie = sessions.begin('july', portal);
  const endMs = time.nowMs + absoluteEndMs;
  for (; time.nowMs < endMs; time.nowMs += idleEndMs - 120_000) expect(sessions.find(cookie, portal)).toBeDefined();
  time.nowMs = endMs;
  expect(sessions.find(cookie, portal)).toBeUndefined();
});

test('the session of another origin ends with that of the portal it came from, and keeps it while it is used', () => {
  const { sessions, time } = sessionsAt();
  const cookie = sessions.begin('july', portal);
  const first = sessions.find(cookie, portal);
  const own = sessions.beginFrom(first?.id ?? '', space) ?? '';
  for (let hours = 0; hours < 24; hours += 4, time.nowMs += 4 * 3_600_000) {
    expect(sessions.find(own, space)).toMatchObject({ person: 'july' });
  }
  expect(sessions.find(cookie, portal)).toEqual(first);
  sessions.end(first?.id ?? '');
  expect(sessions.find(own, space)).toBeUndefined();
});

test('from the session of another origin none begins', () => {
  const { sessions } = sessionsAt();
  const first = sessions.find(sessions.begin('july', portal), portal);
  const own = sessions.find(sessions.beginFrom(first?.id ?? '', space) ?? '', space);
  expect(sessions.beginFrom(own?.id ?? '', portal)).toBeUndefined();
  expect(sessions.beginFrom('000000000000', space)).toBeUndefined();
});

test('all sessions of whoever leaves end, and those of nobody else', () => {
  const { sessions } = sessionsAt();
  const [july, john] = [sessions.begin('july', portal), sessions.begin('john', portal)];
  sessions.keepOnly(['john', 'lead']);
  expect(sessions.find(july, portal)).toBeUndefined();
  expect(sessions.find(john, portal)).toBeDefined();
  sessions.endOf('john');
  expect(sessions.find(john, portal)).toBeUndefined();
});

test('sessions survive a restart, and the file lets nobody in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sessions-'));
  try {
    const file = join(folder, 'gateway.sqlite');
    const before = sessionsAt(file);
    const cookie = before.sessions.begin('july', portal);
    before.database.close();
    const after = sessionsAt(file);
    expect(after.sessions.find(cookie, portal)).toMatchObject({ person: 'july' });
    after.database.close();
    expect(readFileSync(file, 'latin1')).toContain('july');
    expect(readFileSync(file, 'latin1')).not.toContain(cookie);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
