import type { Blueprint } from '@atelier/core';
import { stackOf } from '../layout/stack-of.ts';
import { preflightProblem } from './preflight-problem.ts';

/** A stack has up to 200 outputs, and a person has two of them. */
const mostPeople = 100;
/** A stack has up to 500 resources; the rest is room for the next update. */
const mostSharedSpaces = 450;
/** Each is a resource of its own, beside those of Studio and the roles. */
const mostPackages = 400;

/**
 * The stacks that grow with the workspace can hold what comes into them; all others have one size.
 *
 * @throws Problem for a shard with too many people, and for too many shared spaces or packages.
 */
export function checkRoom(blueprint: Blueprint): void {
  checkPeople(blueprint);
  checkSharedSpaces(blueprint);
  checkPackages(blueprint);
}

const division = 'Divide the workspace: move some of the projects, with their people, to a file of another name.';

function checkPeople({ workspace, pieces }: Blueprint): void {
  const people = pieces.filter(({ kind }) => kind === 'person');
  for (const [stack, { length }] of Map.groupBy(people, (piece) => stackOf(workspace, piece))) {
    if (length <= mostPeople) continue;
    const message = `${length} of the ${people.length} people belong to the stack ${stack}, which holds ${mostPeople} (people stay in the stack that their name gives them).`;
    throw preflightProblem('TooManyPeople', message, division);
  }
}

function checkSharedSpaces({ pieces }: Blueprint): void {
  const { length: spaces } = pieces.filter(({ kind }) => kind === 'shared-space');
  if (spaces <= mostSharedSpaces) return;
  const message = `${spaces} projects each have a shared space, and the stack of these holds ${mostSharedSpaces}.`;
  throw preflightProblem('TooManyProjects', message, division);
}

function checkPackages({ pieces }: Blueprint): void {
  const { length } = pieces.flatMap((piece) => (piece.kind === 'packages' ? piece.packages.allow : []));
  if (length <= mostPackages) return;
  const message = `packages.allow names ${length} packages, and the stack of these holds ${mostPackages}.`;
  throw preflightProblem(
    'TooManyPackages',
    message,
    'Write `allow: all`, or name those that people install themselves.',
  );
}
