import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { auditUnusable } from './audit-unusable.ts';

/** The folder of one writer's log: its files are `000001.jsonl` and on, the last one is written to. */
export interface WriterFolder {
  readonly path: string;
  /** Numbers of the files that are there, from the first. */
  segments(): readonly number[];
  file(segment: number): string;
}

/** Make the folder of a writer, or find it, and shut it to everybody else. Problem AuditUnusable for a link or a stranger's. */
export function makeWriterFolder(folder: string, writer: string): WriterFolder {
  const path = join(folder, writer);
  try {
    if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
    const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      const { uid, mode } = fstatSync(fd);
      if (uid !== process.geteuid?.()) throw auditUnusable(path, `it belongs to the account ${uid}`);
      if ((mode & 0o7777) !== 0o700) fchmodSync(fd, 0o700);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw auditUnusable(path, error);
  }
  return writerFolder(folder, writer);
}

/** The folder of a writer as it is; nothing is made. */
export function writerFolder(folder: string, writer: string): WriterFolder {
  const path = join(folder, writer);
  return {
    path,
    segments: () =>
      readdirSync(path)
        .flatMap((name) => /^(\d{6})\.jsonl$/.exec(name)?.[1] ?? [])
        .map(Number)
        .toSorted((one, other) => one - other),
    file: (segment) => join(path, segmentName(segment)),
  };
}

/** Make sure that the names in a folder are on the disk. */
export function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The names of writers that have a log in the folder. */
export function writersIn(folder: string): readonly string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => /^[a-z][a-z0-9-]*$/.test(name));
    const other = found.find((entry) => !entry.isDirectory());
    if (other !== undefined) throw auditUnusable(join(folder, other.name), 'it is no folder');
    return found.map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw auditUnusable(folder, error);
  }
}

function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.jsonl`;
}
