import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditEntry, type AuditRecord, openAuditLog, readAudit, verifyAudit } from '../src/index.ts';

/** A folder for logs, with what was told of them. */
export function newPlace(writer = 'front-door') {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const told: string[] = [];
  const place = { folder, workspace: 'acme', writer, tell: (news: string) => void told.push(news) };
  return {
    folder,
    told,
    own: join(folder, writer),
    file: (segment = 1) => join(folder, writer, `${String(segment).padStart(6, '0')}.jsonl`),
    files: () => readdirSync(join(folder, writer)).toSorted(),
    open: (segmentBytes?: number) => openAuditLog({ ...place, ...(segmentBytes !== undefined && { segmentBytes }) }),
  };
}

export function entry(because: string): AuditEntry {
  return {
    who: 'july',
    by: 'session 7f3a9c',
    action: 'warehouse.query',
    resource: 'project sales',
    allowed: true,
    because,
    request: 'POST http://localhost:8470/projects/sales/sql',
  };
}

export function allIn(folder: string): readonly AuditRecord[] {
  return [...readAudit(folder, (line) => expectNone(line))];
}

function expectNone(line: object): never {
  throw new Error(`not read: ${JSON.stringify(line)}`);
}

export function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

/** What is said of the one log in a folder. */
export function judged(folder: string, heads: readonly string[] = []) {
  const { logs, missingHeads } = verifyAudit(folder, heads);
  const [log] = logs;
  if (log === undefined) throw new Error('there is no log');
  return { ...log, missingHeads };
}
