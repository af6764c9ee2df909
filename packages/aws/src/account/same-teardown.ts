import { isDeepStrictEqual } from 'node:util';
import type { JobFound } from './destroy-ground.ts';
import type { DestroyStep } from './destroy-step.ts';

/** Whether steps are those that were shown, but for jobs that have ended by themselves since. */
export function isSameTeardown(now: readonly DestroyStep[], shown: readonly DestroyStep[]): boolean {
  const jobs = jobsIn(shown);
  const isKnown = (job: JobFound) => jobs.some((each) => isDeepStrictEqual(each, job));
  return isDeepStrictEqual(now.filter(isOther), shown.filter(isOther)) && jobsIn(now).every(isKnown);
}

function isOther({ action }: DestroyStep): boolean {
  return action.kind !== 'jobs';
}

function jobsIn(steps: readonly DestroyStep[]): readonly JobFound[] {
  return steps.flatMap(({ action }) => (action.kind === 'jobs' ? action.jobs : []));
}
