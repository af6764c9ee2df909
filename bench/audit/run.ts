import { fdatasync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type AuditEntry, openAuditLog, readAudit, verifyAudit } from '@atelier/audit';
import { addedToRequests } from './requests.ts';

/**
 * Decisions put on the disk before they are answered, by callers who each wait: the audit log against the same records
 * appended with a sync of the disk each, and against SQLite with a transaction each, turn by turn in one run. Then a log of
 * a million records, verified and read.
 */

const turns = 5;
const million = 1_000_000;
const sync = promisify(fdatasync);

const entry: AuditEntry = {
  who: 'july',
  by: 'session 7f3a9c',
  action: 'warehouse.query',
  resource: 'project sales-forecasting',
  allowed: true,
  because: 'a data scientist may do that in a project that is theirs',
  request: 'POST http://localhost:8470/projects/sales-forecasting/sql',
};

type Append = () => Promise<void> | void;

/** Ways to put a decision on the disk. */
const ways: Readonly<Record<'auditLog' | 'syncEach' | 'sqlite', (folder: string) => Append>> = {
  auditLog: (folder) => {
    const log = openAuditLog({ folder, workspace: 'bench', writer: 'front-door', tell: console.error });
    return () => log.append(entry);
  },
  syncEach: (folder) => {
    const fd = openSync(join(folder, 'plain.jsonl'), 'a', 0o600);
    return () => {
      writeSync(fd, `${JSON.stringify({ at: new Date(), ...entry })}\n`);
      return sync(fd);
    };
  },
  sqlite: (folder) => {
    const database = new DatabaseSync(join(folder, 'audit.sqlite'));
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const columns = ['at', ...Object.keys(entry)].map((name) => `"${name}"`);
    database.exec(`CREATE TABLE audit (${columns.join(', ')})`);
    const insert = database.prepare(`INSERT INTO audit VALUES (${columns.map(() => '?').join(', ')})`);
    return () => void insert.run(new Date().toISOString(), ...Object.values(entry).map(String));
  },
};

async function laps(append: Append, callers: number, count: number): Promise<{ seconds: number; millis: number[] }> {
  const millis: number[] = [];
  let left = count;
  const began = performance.now();
  const call = async () => {
    while (left > 0) {
      left -= 1;
      const before = performance.now();
      await append();
      millis.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { seconds: (performance.now() - began) / 1000, millis };
}

function share(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}

async function compare(folder: string, callers: number, count: number) {
  const found = Object.entries(ways).map(([name, open]) => {
    const own = join(folder, `${name}-${callers}`);
    mkdirSync(own);
    return { name, append: open(own), seconds: 0, millis: [] as number[] };
  });
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const way of found) {
      const lap = await laps(way.append, callers, count);
      // The first turn warms up.
      if (turn === 0) continue;
      way.seconds += lap.seconds;
      way.millis.push(...lap.millis);
    }
  }
  const results = found.map(({ name, seconds, millis }) => [
    name,
    { perSecond: millis.length / seconds, medianMillis: share(millis, 0.5), p99Millis: share(millis, 0.99) },
  ]);
  return { callers, records: count * turns, ...Object.fromEntries(results) };
}

async function large(folder: string) {
  const log = openAuditLog({ folder, workspace: 'bench', writer: 'front-door', tell: console.error });
  for (let done = 0; done < million; done += 1000) {
    await Promise.all(Array.from({ length: 1000 }, () => log.append(entry)));
  }
  await log.close();
  const timed = (work: () => number) => {
    const before = performance.now();
    const records = work();
    return { records, seconds: (performance.now() - before) / 1000 };
  };
  const verified = timed(() => verifyAudit(folder).logs[0]?.records ?? 0);
  const read = timed(() => Iterator.from(readAudit(folder, console.error)).reduce((count) => count + 1, 0));
  const opened = timed(() => {
    void openAuditLog({ folder, workspace: 'bench', writer: 'front-door', tell: console.error }).close();
    return 0;
  });
  return { verified, read, openedAgainSeconds: opened.seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
try {
  const callers = [await compare(folder, 1, 1000), await compare(folder, 8, 2000), await compare(folder, 64, 4000)];
  for (const name of ['large', 'requests']) mkdirSync(join(folder, name));
  const requests = await addedToRequests(join(folder, 'requests'), turns);
  console.log(JSON.stringify({ callers, requests, large: await large(join(folder, 'large')) }, null, 2));
} finally {
  rmSync(folder, { recursive: true });
}
