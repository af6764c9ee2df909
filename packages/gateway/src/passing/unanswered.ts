import type { DoorRefusal } from '../walls/refusal.ts';

/** Nobody listens, or the kernel's queue of connections is full. */
const absent = ['ENOENT', 'ECONNREFUSED', 'EAGAIN'];

/** What is answered for a server behind the front door that gave no answer. */
export function unanswered(error: unknown): DoorRefusal {
  const { code, message } = error as NodeJS.ErrnoException;
  const isAbsent = absent.includes(code ?? '');
  const problem = {
    code: isAbsent ? 'ServerAbsent' : 'ServerLost',
    message: isAbsent
      ? 'The server behind this address is not up; it is being started again if it is to be.'
      : `The server behind this address gave no answer: ${code ?? message}.`,
    fix: 'Ask again in a moment; "atelier status" shows what is running.',
    whose: 'machine',
  } as const;
  return isAbsent ? { status: 503, problem, headers: { 'retry-after': '1' } } : { status: 502, problem };
}
