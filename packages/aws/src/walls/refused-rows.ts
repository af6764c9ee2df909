import { actions, applies, decide, type Person, type Resource, resourceText } from '@atelier/core';
import { databaseRoles, personTags } from '../access/person-tags.ts';
import type { PolicyGround } from '../access/policy-ground.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';
import { apiCallsOf } from '../journeys/calls/api-calls.ts';
import type { Trespass } from './attempt.ts';

/**
 * The rows of the access table that refuse a person something, as requests: on the own project and what is in it, and on
 * the things of somebody else.
 */
export function* refusedRows(ground: PolicyGround, person: Person): Generator<Trespass> {
  const own = ownRequests(ground, person);
  for (const resource of thingsAround(ground, person)) {
    for (const action of actions) {
      if (!applies(action, resource) || decide(ground.workspace, person, action, resource).allowed) continue;
      if (action === 'warehouse.load' && tellsApart(person)) continue;
      for (const call of apiCallsOf(ground, action, resource)) {
        if (call.decisive && !own.has(keyOf(call))) yield [`does ${action} on ${resourceText(resource)}`, call];
      }
    }
  }
}

/** What a person may ask of the own projects, which may share a bucket or a tracking server with others. */
function ownRequests(ground: PolicyGround, person: Person): ReadonlySet<string> {
  const projects = ground.memberships.get(person.name) ?? [];
  const allowed = projects.flatMap(({ name: project }) =>
    actions.flatMap((action) => {
      const resource = { kind: 'project', project } as const;
      return decide(ground.workspace, person, action, resource).allowed ? apiCallsOf(ground, action, resource) : [];
    }),
  );
  return new Set(allowed.map(keyOf));
}

function keyOf({ action, resource, context }: ApiCall): string {
  return `${action} ${resource} ${JSON.stringify(context)}`;
}

/** Querying and loading are the same requests: the database tells them apart by this tag. */
function tellsApart(person: Person): boolean {
  return personTags(person).RedshiftDbRoles !== databaseRoles.load;
}

function* thingsAround({ workspace, memberships }: PolicyGround, { name }: Person): Generator<Resource> {
  const { people, projects } = workspace;
  const own = memberships.get(name)?.[0];
  const other = projects.find(({ members }) => !members.includes(name));
  const somebody = people.find((person) => person.name !== name);
  yield { kind: 'workspace' };
  if (somebody !== undefined) yield { kind: 'private-space', person: somebody.name };
  for (const project of [own, other]) {
    if (project === undefined) continue;
    yield { kind: 'project', project: project.name };
    if (workspace.studio.spaces === 'shared') yield { kind: 'shared-space', project: project.name };
    if (somebody !== undefined) yield { kind: 'sandbox', project: project.name, person: somebody.name };
  }
}
