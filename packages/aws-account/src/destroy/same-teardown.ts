import { isDeepStrictEqual } from 'node:util';
import type { JobFound } from './destroy-ground.ts';
import type { DestroyStep } from './destroy-step.ts';

/** Whether steps are those that were shown, but for jobs that have ended by themselves since, or were begun by one shown. */
export function isSameTeardown(now: readonly DestroyStep[], shown: readonly DestroyStep[]): boolean {
  const jobs = jobsIn(shown);
  const isKnown = (job: JobFound) => jobs.some((each) => isDeepStrictEqual(each, job) || isChild(job, each));
  return isDeepStrictEqual(now.filter(isOther), shown.filter(isOther)) && jobsIn(now).every(isKnown);
}

function isOther({ action }: DestroyStep): boolean {
  return action.kind !== 'jobs';
}

function jobsIn(steps: readonly DestroyStep[]): readonly JobFound[] {
  return steps.flatMap(({ action }) => (action.kind === 'jobs' ? action.jobs : []));
}

/** SageMaker names what a tuning or AutoML job begins after it, and what a pipeline begins after its execution. */
function isChild({ name }: JobFound, parent: JobFound): boolean {
  const beginnings: Partial<Record<JobFound['kind'], string>> = {
    'tuning job': parent.name,
    'AutoML job': parent.name,
    'pipeline execution': `pipelines-${parent.name.split('/').at(-1)}`,
  };
  const beginning = beginnings[parent.kind];
  return beginning !== undefined && name.startsWith(`${beginning}-`);
}
