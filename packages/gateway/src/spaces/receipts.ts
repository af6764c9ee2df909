import type { ReceiptEntry, ReceiptLog } from '@atelier/audit';
import type { DoorRefusal } from '../walls/refusal.ts';

/** What has crossed the sockets of spaces, written down as it is over. */
export interface Receipts {
  put(entry: ReceiptEntry): void;
  /** Why nothing crosses any more: what did could not be written down. Undefined: it is. */
  refusal(): DoorRefusal | undefined;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** Keep receipts in a log; nobody waits for the disk, and after one failure spaces are asked and answered no more. */
export function receiptsIn(log: ReceiptLog, tell: (news: string) => void): Receipts {
  const waiting = new Set<Promise<void>>();
  let isClosing = false;
  let failure: string | undefined;
  const failed = (error: unknown) => {
    if (isClosing || failure !== undefined) return;
    failure = error instanceof Error ? error.message : String(error);
    tell(`what crosses the sockets of spaces cannot be written down, and nothing does any more: ${failure}`);
  };
  return {
    put: (entry) => {
      const written = log.append(entry).catch(failed);
      waiting.add(written);
      void written.then(() => waiting.delete(written));
    },
    refusal: () => (failure === undefined ? undefined : notWritten(failure)),
    close: async () => {
      await Promise.all(waiting);
      isClosing = true;
      await log.close();
    },
  };
}

function notWritten(why: string): DoorRefusal {
  const problem = {
    code: 'ReceiptNotWritten',
    message: `What crosses the sockets of spaces could not be written down: ${why}. Nothing crosses that is not.`,
    fix: 'Mend that (df -h shows whether a disk is full), then run "atelier down" and "atelier up".',
    whose: 'machine',
    state: 'Nothing was passed on.',
  } as const;
  return { status: 503, problem };
}
