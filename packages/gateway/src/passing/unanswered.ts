import { Problem } from '@atelier/problem';
import type { DoorRefusal } from '../walls/refusal.ts';
import type { RequestPassage } from './request-passage.ts';

/** Nobody listens, or the kernel's queue of connections is full. */
const absent = ['ENOENT', 'ECONNREFUSED', 'EAGAIN'];

/** What is answered for a server behind the front door that gave no answer, or whose answer may not be given. */
export function unanswered(error: unknown, { pagesOf }: Pick<RequestPassage, 'pagesOf'>): DoorRefusal {
  // Such as that it could not be written down who was let in.
  if (error instanceof Problem) return { status: 503, problem: error.toJSON() };
  const { code, message } = error as NodeJS.ErrnoException;
  if (absent.includes(code ?? '')) return pagesOf === 'space' ? spaceShut() : serverAbsent();
  return {
    status: 502,
    problem: {
      code: 'ServerLost',
      message: `The server behind this address gave no answer: ${code ?? message}.`,
      fix: 'Ask again in a moment; "atelier status" shows what is running.',
      whose: 'machine',
      state: 'Whether it has done what was asked is not known.',
    },
  };
}

const later = { 'retry-after': '1' };

function serverAbsent(): DoorRefusal {
  const problem = {
    code: 'ServerAbsent',
    message: 'The server behind this address is not up; it is being started again if it is to be.',
    fix: 'Ask again in a moment; "atelier status" shows what is running.',
    whose: 'machine',
    state: 'Nothing was done.',
  } as const;
  return { status: 503, problem, headers: later };
}

function spaceShut(): DoorRefusal {
  const problem = {
    code: 'SpaceShut',
    message: 'The space is not open, or does not answer yet.',
    fix: 'Open it on the first page of the front door, or with "atelier space open PERSON PROJECT".',
    whose: 'yours',
    state: 'Nothing was done; its files are as they were.',
  } as const;
  return { status: 503, problem, headers: later };
}
