import type { JobFound, RunningFound } from './destroy-ground.ts';
import type { DestroyAction, DestroyStep } from './destroy-step.ts';

/** Assumed. */
const minutes = { schedules: 0.5, jobs: 3, pipelines: 0.2, notebooks: 5 };

type Action = Extract<DestroyAction, { readonly kind: keyof typeof minutes }>;

/** Steps that stop what runs: after the apps, in which people begin more, and before what it works with. */
export function runningSteps({ jobs, notebooks, pipelines, schedules }: RunningFound): readonly DestroyStep[] {
  const names = notebooks.map(({ name }) => name);
  const steps: readonly (readonly [of: readonly unknown[], action: Action, what: string])[] = [
    [
      schedules,
      { kind: 'schedules', schedules },
      `Delete the schedules that watch endpoints: ${schedules.join(', ')}.`,
    ],
    [
      jobs,
      { kind: 'jobs', jobs },
      `Stop what runs, which loses what it has not saved: ${jobs.map(jobText).join(', ')}.`,
    ],
    [pipelines, { kind: 'pipelines', pipelines }, `Delete the pipelines ${pipelines.join(', ')}.`],
    [
      names,
      { kind: 'notebooks', notebooks: names },
      `Stop and delete the notebook instances ${names.join(', ')} with their disks.`,
    ],
  ];
  return steps
    .filter(([of]) => of.length > 0)
    .map(([, action, what]) => ({ id: action.kind, action, what, keeps: [], awsMinutes: minutes[action.kind] }));
}

function jobText({ kind, name, sinceMs }: JobFound): string {
  if (sinceMs === null) return `${kind} ${name}`;
  return `${kind} ${name} (since ${new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ')} UTC)`;
}
