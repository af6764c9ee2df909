// Prints the roles of people, as the templates make them, and the requests that the access table refuses them: for provers that
// are no JavaScript.
import { actions, applies, decide, type Person, type Resource, resourceText, type Workspace } from '@atelier/core';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { apiCallsOf } from '../../src/journeys/calls/api-calls.ts';
import { exampleFile } from '../example.ts';
import { principalsOfTemplates, type TemplatePrincipals } from './policies-of-templates.ts';

interface RefusedCall {
  /** Such as `model.approve on project yields: sagemaker:UpdateModelPackage`. */
  readonly id: string;
  readonly action: string;
  readonly resource: string;
  readonly where: Readonly<Record<string, string>>;
}

/** Own things of a person, and one of each kind that is somebody else's. */
function thingsFor({ people, projects, studio }: Workspace, { name: person }: Person): readonly Resource[] {
  const other = people.find(({ name }) => name !== person)?.name ?? person;
  return [
    { kind: 'workspace' },
    { kind: 'private-space', person },
    { kind: 'private-space', person: other },
    ...projects.flatMap(({ name: project }): Resource[] => [
      { kind: 'project', project },
      { kind: 'sandbox', project, person },
      { kind: 'sandbox', project, person: other },
      ...(studio.spaces === 'shared' ? [{ kind: 'shared-space', project } as const] : []),
    ]),
  ];
}

/** Without the calls that another row gives the same person: these are kept apart by the database, and not by IAM. */
function refusedOf({ ground }: TemplatePrincipals, person: Person): readonly RefusedCall[] {
  const { workspace } = ground;
  const asked = thingsFor(workspace, person).flatMap((resource) =>
    actions
      .filter((action) => applies(action, resource))
      .map((action) => ({
        text: `${action} on ${resourceText(resource)}`,
        allowed: decide(workspace, person, action, resource).allowed,
        calls: apiCallsOf(ground, action, resource),
      })),
  );
  const given = new Set(asked.filter(({ allowed }) => allowed).flatMap(({ calls }) => calls.map(keyOf)));
  return asked
    .filter(({ allowed }) => !allowed)
    .flatMap(({ text, calls }) =>
      calls
        .filter((call) => call.decisive && !given.has(keyOf(call)))
        .map(({ action, resource, context }) => ({
          id: `${text}: ${action}`,
          action,
          resource,
          where: Object.fromEntries(
            Object.entries(context).flatMap(([key, value]) =>
              [value].flat().length === 1 ? [[key, String(value)]] : [],
            ),
          ),
        })),
    );
}

function keyOf({ action, resource, context }: ApiCall): string {
  return JSON.stringify([action, resource, context]);
}

const principals = await principalsOfTemplates(await exampleFile('company/atelier.yaml'));
const printed = principals.ground.workspace.people.map((person) => {
  const { arn, policies, tags } = principals.person(person);
  const documents = Object.entries(policies).map(([name, document]) => ({ name, document }));
  return {
    name: person.name,
    role: person.role,
    arn,
    tags,
    policies: documents,
    refused: refusedOf(principals, person),
  };
});
process.stdout.write(`${JSON.stringify({ people: printed, ids: principals.ground.ids })}\n`);
