import type { Workspace } from '@atelier/core';
import { dataJourneys, workKey } from '../journeys/data-journeys.ts';
import { brokenKept } from '../journeys/kept-journeys.ts';
import { signInJourneys } from '../journeys/sign-in-journeys.ts';
import { brokenJourneys } from '../journeys/tried-journey.ts';
import { type Expectation, hasFailed } from '../phase.ts';
import { dataBuckets, workText } from '../put-work.ts';

/** People may do what they might: open Studio as the file says, read the data of their projects from inside, and no more. */
export function peopleGetIn(workspace: Workspace): Expectation {
  return ({ answer, after }) =>
    hasFailed(answer)
      ? []
      : brokenJourneys([...signInJourneys(workspace, after), ...dataJourneys(workspace, after)], after);
}

/** Operators read what a teardown kept, and nobody else reaches it. */
export function onlyOperatorsReach(workspace: Workspace): Expectation {
  return ({ after }) => {
    const buckets = dataBuckets(workspace, after);
    return brokenKept(workspace, after, Object.fromEntries(buckets.map((bucket) => [bucket, workKey])));
  };
}

/** The operator has read every object that was put before, as it was. */
export function keptRead(workspace: Workspace): Expectation {
  return ({ answer, after }) => {
    if (hasFailed(answer) || answer.did !== 'read-kept') return [];
    return dataBuckets(workspace, after).flatMap((bucket) => {
      const found = answer.objects[`${bucket}/${workKey}`];
      return found === workText ? [] : [`${bucket}/${workKey} was read as ${JSON.stringify(found ?? null)}.`];
    });
  };
}

/** AWS says of each stack of the workspace that it stands, and of nothing that it is another's. */
export function stacksStand({ name: workspace }: Workspace): Expectation {
  return ({ answer, before }) => {
    if (hasFailed(answer) || answer.did !== 'status') return [];
    const { stacks, notOurs } = answer;
    const wanted = before.stacks
      .filter(({ name, status }) => name.startsWith(`${workspace}-`) && status !== 'DELETE_COMPLETE')
      .map(({ name }) => name);
    const missing = wanted.filter((name) => !/^(CREATE|UPDATE)_COMPLETE$/.test(stacks[name] ?? ''));
    const more = Object.keys(stacks).filter((name) => !wanted.includes(name));
    return [
      ...missing.map((name) => `The status of ${name} is ${stacks[name] ?? 'not told'}.`),
      ...more.map((name) => `A stack ${name} is told of, with ${stacks[name]}.`),
      ...(notOurs === 0 ? [] : [`${notOurs} things are taken for another's.`]),
    ];
  };
}
