import { closeSync, fdatasync, fstatSync } from 'node:fs';
import { promisify } from 'node:util';
import { beginSegment, type OpenSegment } from './chain/begin-segment.ts';
import type { ChainOwner } from './chain/chain-owner.ts';
import type { SealedLine } from './chain/sealed-line.ts';
import { auditNotWritten } from './files/audit-not-written.ts';
import { writeAll } from './files/write-all.ts';

const sync = promisify(fdatasync);

/** The end of a log, where records are put. */
export interface SegmentWriter {
  /** Write records and wait until they are on the disk. Problem AuditNotWritten. */
  write<Item>(
    items: readonly Item[],
    lineOf: (item: Item, number: number, before: string) => SealedLine,
  ): Promise<void>;
  close(): void;
}

/** Go on writing at the end of a log; `mostBytes` is what a file of it may hold before the next one begins. */
export function segmentWriter(owner: ChainOwner, opened: OpenSegment, mostBytes: number): SegmentWriter {
  let open = opened;
  const write: SegmentWriter['write'] = async (items, lineOf) => {
    let { number, digest } = open;
    const lines = items.map((item) => {
      number += 1;
      const line = lineOf(item, number, digest);
      digest = line.digest;
      return line.text;
    });
    const text = Buffer.from(`${lines.join('\n')}\n`);
    refuseOther(open.fd, open.bytes);
    writeAll(open.fd, text);
    const bytes = open.bytes + text.length;
    refuseOther(open.fd, bytes);
    await sync(open.fd);
    open = { ...open, bytes, number, digest };
    if (bytes < mostBytes) return;
    const next = beginSegment(owner, open.segment + 1, open);
    closeSync(open.fd);
    open = next;
  };
  return {
    write: async (items, lineOf) => {
      try {
        await write(items, lineOf);
      } catch (error) {
        throw auditNotWritten(owner.folder.file(open.segment), error);
      }
    },
    close: () => closeSync(open.fd),
  };
}

/** Whoever else writes to the file, cuts or removes it takes away what was answered for. */
function refuseOther(fd: number, bytes: number): void {
  const { size, nlink } = fstatSync(fd);
  if (size !== bytes) throw new Error(`the file has ${size} bytes, and this process has written ${bytes} to it`);
  if (nlink !== 1) throw new Error(`the file has ${nlink} names`);
}
