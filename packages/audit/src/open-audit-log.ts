import { fdatasync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditLog } from './audit-log.ts';

const sync = promisify(fdatasync);
export function openAuditLog({
  folder,
  writer,
}: {
  folder: string;
  writer: string;
  tell(news: string): void;
}): AuditLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fd = openSync(join(folder, `${writer}.jsonl`), 'a', 0o600);
  return {
    append: async (entry: AuditEntry) => {
      writeSync(fd, `${JSON.stringify(entry)}\n`);
      await sync(fd);
    },
    close: async () => undefined,
  };
}
