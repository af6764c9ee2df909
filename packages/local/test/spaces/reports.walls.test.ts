import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';

const july = { person: 'july', project: 'sales' };

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces();
  await opened.spaces.open(july);
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

/** Tries, at each process of ours, to take the descriptor by which it reports, and to read its memory. */
const speakForTheServer = `import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
PIDFD_OPEN, PIDFD_GETFD = 434, 438
for pid in filter(str.isdigit, os.listdir("/proc")):
    if b"atelier.worker" not in open(f"/proc/{pid}/cmdline", "rb").read().split(b"\\0"):
        continue
    taken = libc.syscall(PIDFD_GETFD, libc.syscall(PIDFD_OPEN, int(pid), 0), 3, 0)
    print("taken" if taken >= 0 else os.strerror(ctypes.get_errno()))
    try:
        open(f"/proc/{pid}/mem", "rb")
        print("open")
    except OSError as refused:
        print(refused.strerror)
`;

test('a cell does not speak in the place of the server of its space', async () => {
  const tries = (await opened.runCell(july, speakForTheServer)).trim().split('\n');
  expect(tries.length).toBeGreaterThan(1);
  expect(new Set(tries)).toEqual(new Set(['Operation not permitted', 'Permission denied']));
});
