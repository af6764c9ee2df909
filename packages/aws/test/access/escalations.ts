import type { Person } from '@atelier/core';
import { attemptsIn, attemptsOf } from '../../src/walls/escalations.ts';
import type { Principals } from './principals.ts';
import type { Question } from './question.ts';

/** Attempts that no person must ever succeed in, member of `project` or not; every one has to be refused. */
export function escalationsOf({ ground }: Principals, person: Person, project: string): Question[] {
  return [...attemptsOf(ground, person), ...attemptsIn(ground, person, project)].map(({ what, call, held }) => ({
    what,
    call,
    allowed: false,
    always: held.includes('limits'),
  }));
}
