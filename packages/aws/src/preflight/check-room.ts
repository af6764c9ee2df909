import type { Blueprint } from '@atelier/core';
import { stackOf } from '../layout/stack-of.ts';
import type { PreflightFinding } from './preflight-finding.ts';

/** A stack has up to 200 outputs, and a person has two of them. */
const mostPeople = 100;
/** A stack has up to 500 resources; the rest is room for the next update. */
const mostSharedSpaces = 450;
/** Each is a resource of its own, beside those of Studio and the roles. */
const mostPackages = 400;

/** The stacks that grow with the workspace can hold what comes into them; all others have one size. */
export function checkRoom(blueprint: Blueprint): readonly PreflightFinding[] {
  return [...checkPeople(blueprint), ...checkSharedSpaces(blueprint), ...checkPackages(blueprint)];
}

const division = 'Divide the workspace: move some of the projects, with their people, to a file of another name.';

function checkPeople({ workspace, pieces }: Blueprint): readonly PreflightFinding[] {
  const people = pieces.filter(({ kind }) => kind === 'person');
  return [...Map.groupBy(people, (piece) => stackOf(workspace, piece))].flatMap(([stack, { length }]) => {
    if (length <= mostPeople) return [];
    const message = `${length} of the ${people.length} people belong to the stack ${stack}, which holds ${mostPeople} (people stay in the stack that their name gives them).`;
    return [{ code: 'TooManyPeople', setting: 'people', message, fix: division }];
  });
}

function checkSharedSpaces({ pieces }: Blueprint): readonly PreflightFinding[] {
  const { length: spaces } = pieces.filter(({ kind }) => kind === 'shared-space');
  if (spaces <= mostSharedSpaces) return [];
  const message = `${spaces} projects each have a shared space, and the stack of these holds ${mostSharedSpaces}.`;
  return [{ code: 'TooManyProjects', setting: 'projects', message, fix: division }];
}

function checkPackages({ pieces }: Blueprint): readonly PreflightFinding[] {
  const { length } = pieces.flatMap((piece) =>
    piece.kind === 'packages' && piece.packages.allow !== 'all' ? piece.packages.allow : [],
  );
  if (length <= mostPackages) return [];
  const message = `packages.allow names ${length} packages, and the stack of these holds ${mostPackages}.`;
  const fix = 'Write `allow: all`, or name those that people install themselves.';
  return [{ code: 'TooManyPackages', setting: 'packages.allow', message, fix }];
}
