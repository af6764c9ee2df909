import { isIPv4 } from 'node:net';
import type { FileChange, Workspace } from '@atelier/core';
import { openStudio } from '../access/sign-in-policy.ts';
import type { AskedAccount } from './asked-account.ts';
import { plainArn } from './plain-arn.ts';
import { thingOfArn } from './thing-of-arn.ts';
import type { OperationQuestion } from './why-operation.ts';

type Changes = readonly FileChange[];

/** Changes of the file beside roles and memberships that might turn an answer: a place to come from, a bucket, an instance type. */
export function candidateDoors({ ground }: AskedAccount, question: OperationQuestion): readonly Changes[] {
  const { operation, person, place, facts = {} } = question;
  const { workspace } = ground;
  const isDoor = operation.toLowerCase() === openStudio.toLowerCase();
  return [
    ...(isDoor && place.kind === 'address' ? placeChanges(workspace, place.address) : []),
    ...bucketChanges(ground, question),
    ...(person === null ? [] : instanceChanges(workspace, facts['sagemaker:InstanceTypes'])),
  ];
}

/** One address more, never everywhere. */
export function placeChanges({ network }: Workspace, address: string): readonly Changes[] {
  if (!isIPv4(address)) return [];
  const path = ['network', 'access'];
  const { access, cidr } = network;
  if (access.kind === 'ranges') return [[{ kind: 'append', path, value: `${address}/32` }]];
  // Whoever came through the endpoints before still does, from the network's own addresses.
  if (access.kind === 'endpoint' && cidr !== null) return [[{ kind: 'set', path, value: [`${address}/32`, cidr] }]];
  return [];
}

function bucketChanges(ground: AskedAccount['ground'], question: OperationQuestion): readonly Changes[] {
  const { operation, person, thing } = question;
  if ('resource' in thing || person === null || !operation.toLowerCase().startsWith('s3:')) return [];
  const arn = 's3' in thing ? `arn:aws:s3:::${thing.s3}` : plainArn(ground, thing.arn);
  const bucket = arn.split(':').at(-1)?.split('/')[0] ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return [];
  const known = thingOfArn(ground, arn);
  const isRead = /^s3:(get|list|head)/i.test(operation);
  return ground.workspace.projects
    .filter(({ members, buckets }) => {
      const isGranted = buckets.some((grant) => grant.bucket === bucket);
      return members.includes(person.name) && (known === null || isGranted);
    })
    .map(({ name }) => [
      { kind: 'set', path: ['projects', name, 'buckets', bucket], value: isRead ? 'read' : 'write' },
    ]);
}

function instanceChanges(
  { limits }: Workspace,
  types: string | readonly string[] | null | undefined,
): readonly Changes[] {
  const [type, second] = [types ?? []].flat();
  if (limits.instances === null || type === undefined || second !== undefined) return [];
  return [[{ kind: 'append', path: ['limits', 'instances'], value: type }]];
}
