import type { Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { operatorOf } from '../give-rights.ts';
import { putAllowedRole } from '../put-allowed-role.ts';
import { brokenJourneys, namesIn, sessionOf, type TriedJourney } from './tried-journey.ts';

const operations = { list: 'ListObjectVersions', read: 'GetObject', write: 'PutObject' } as const;

/**
 * Whoever else reaches stores that a teardown kept, as sentences: nobody should, whatever they may elsewhere. A stranger and
 * somebody with the role of a person are given every right there is, so that only the stores' own policies stop them.
 */
export function brokenKept(workspace: Workspace, after: World, keys: Readonly<Record<string, string>>) {
  const world = after.copy();
  const [person] = workspace.people;
  const strangers = ['rehearsed-stranger', ...(person ? [namesIn(workspace, world).personRole(person.profile)] : [])];
  for (const name of strangers) putAllowedRole(world, name);
  const operator = operatorOf(workspace, world).replace(/^.*\//, '');
  const journeys = Object.entries(keys).flatMap(([Bucket, Key]): TriedJourney[] => {
    const does = (role: string, doing: keyof typeof operations, may: boolean): TriedJourney => ({
      what: `${role} from outside: ${doing} ${Bucket}`,
      may,
      asked: {
        ...{ service: 's3', operation: operations[doing], where: 'outside', caller: sessionOf(role, world) },
        input: doing === 'list' ? { Bucket } : { Bucket, Key },
      },
    });
    return [
      ...strangers.flatMap((role) => (['list', 'read', 'write'] as const).map((doing) => does(role, doing, false))),
      ...[does(operator, 'list', true), does(operator, 'read', true), does(operator, 'write', false)],
    ];
  });
  return brokenJourneys(journeys, world);
}
