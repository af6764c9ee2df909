import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SentFile } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { fullDiskProblem } from '../full-disk.ts';
import type { TableLoad, TableLoadCounts } from './load-table.ts';

/** As large as ten million rows of sales with room to spare. */
const mostBytes = 1024 ** 3;

interface Loading {
  /** Where it is kept meanwhile. */
  readonly folder: string;
  load(load: TableLoad): Promise<TableLoadCounts>;
}

/**
 * Keep a file that is sent for as long as its rows are loaded.
 *
 * @throws Problem FileTooLarge, DiskFull, and those of the load; the file is gone in each case
 */
export async function loadSentFile(
  { folder, load }: Loading,
  { bytes }: SentFile,
  asked: Omit<TableLoad, 'path'>,
): Promise<TableLoadCounts> {
  const path = join(folder, `${randomUUID()}.parquet`);
  try {
    await write(path, bytes);
    return await load({ ...asked, path });
  } finally {
    rmSync(path, { force: true });
  }
}

/** Opened before anything is read: a stream that opens its file by itself may do so after it was given up. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await using file = await open(path, 'wx', 0o600);
    for await (const chunk of withinBounds(bytes)) await file.writeFile(chunk);
  } catch (error) {
    throw error instanceof Problem ? error : fullDiskProblem(error);
  }
}

async function* withinBounds(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.length;
    if (count > mostBytes) throw tooLarge();
    yield chunk;
  }
}

function tooLarge(): Problem {
  return new Problem({
    code: 'FileTooLarge',
    message: `The file that is sent is longer than the ${mostBytes} bytes accepted.`,
    fix: 'Send it in parts: the first replaces, the others append.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
