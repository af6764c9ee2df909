import { decide, type Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { operatorOf } from '../give-rights.ts';
import { endpointTo, namesIn, sessionOf, type TriedJourney } from './tried-journey.ts';

/** Object that a rehearsal puts into the data of each project before it changes anything. */
export const workKey = 'rehearsed/work.csv';

/** Who reads the data of projects: their people from inside, nobody from outside, operators not at all. */
export function dataJourneys(workspace: Workspace, world: World): readonly TriedJourney[] {
  const names = namesIn(workspace, world);
  const inside = endpointTo('s3', world);
  if (inside === undefined) return [];
  const operator = sessionOf(operatorOf(workspace, world).replace(/^.*\//, ''), world);
  return workspace.projects.flatMap(({ name: project, members }): TriedJourney[] => {
    const Bucket = names.projectBucket(project, 'data');
    const reading = { service: 's3', operation: 'GetObject', input: { Bucket, Key: workKey } };
    const member = workspace.people.find(({ name }) => members.includes(name));
    const stranger = workspace.people.find(({ name }) => !members.includes(name));
    const ofPeople = [member, stranger].flatMap((person): TriedJourney[] => {
      if (person === undefined) return [];
      const caller = sessionOf(names.personRole(person.profile), world);
      const may = decide(workspace, person, 'data.read', { kind: 'project', project }).allowed;
      const what = `${person.name} reads data of ${project}`;
      return [
        { what: `${what} from inside`, may, asked: { ...reading, caller, where: inside } },
        { what: `${what} from outside`, may: false, asked: { ...reading, caller, where: 'outside' } },
      ];
    });
    const byOperator = { ...reading, caller: operator, where: 'outside' } as const;
    return [...ofPeople, { what: `the operator reads data of ${project}`, may: false, asked: byOperator }];
  });
}
