import type { Person, Workspace } from '@atelier/core';
import { flowPolicy } from '../../src/access/flow-policy.ts';
import { insidePolicy } from '../../src/access/inside-policy.ts';
import { jobPolicies } from '../../src/access/job-policy.ts';
import { limitPolicy } from '../../src/access/limit-policy.ts';
import { membershipPolicy } from '../../src/access/membership-policy.ts';
import { personTags } from '../../src/access/person-tags.ts';
import type { PolicyDocument } from '../../src/access/policy.ts';
import { type PolicyGround, policyGround } from '../../src/access/policy-ground.ts';
import { rolePolicy } from '../../src/access/role-policy.ts';
import { servingPolicy } from '../../src/access/serving-policy.ts';
import { warehousePolicy } from '../../src/access/warehouse-policy.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { namesOf } from '../../src/names.ts';

/** A role with all that decides about its requests. */
export interface Principal {
  readonly arn: string;
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The roles of a workspace as they would be in the account. */
export interface Principals {
  readonly ground: PolicyGround;
  person(person: Person): Principal;
  jobs(project: string): Principal;
  flows(project: string): Principal;
  serving(project: string): Principal;
  warehouse(project: string): Principal;
  /** Policies of other things that have a say in a request, as far as they are known. */
  beside?(call: ApiCall): Beside;
}

export interface Beside {
  /** Of the bucket or key. */
  readonly resource?: object;
  /** Of the endpoints that the request goes through. */
  readonly endpoints?: readonly object[];
  readonly context?: Readonly<Record<string, string>>;
}

export const account = '111122223333';

export function groundFor(workspace: Workspace): PolicyGround {
  const place = { partition: 'aws', region: workspace.aws?.region ?? 'eu-central-1', account };
  const names = namesOf(workspace.name, place, workspace.aws?.iam.rolePath ?? '/');
  return policyGround(workspace, names, {
    domain: 'd-1234567890ab',
    keyArn: `arn:aws:kms:${place.region}:${account}:key/11111111-2222-3333-4444-555555555555`,
    vpc: 'vpc-0aa',
    subnets: ['subnet-0aa', 'subnet-0bb'],
    securityGroups: ['sg-0aa'],
  });
}

/** From the functions that write the policies. */
export function principalsOf(workspace: Workspace): Principals {
  const ground = groundFor(workspace);
  const { names } = ground;
  const project = (name: string) => {
    const found = workspace.projects.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no project "${name}".`);
    return found;
  };
  return {
    ground,
    person: remembered((person) => ({
      arn: names.roleArn(names.personRole(person.profile)),
      policies: {
        role: rolePolicy(ground, person.role),
        limits: limitPolicy(ground, person.role),
        inside: insidePolicy(ground),
        member: membershipPolicy(ground, person.role, ground.memberships.get(person.name) ?? []),
      },
      tags: personTags(person),
    })),
    jobs: (name) => ({
      arn: names.roleArn(names.jobRole(name)),
      policies: jobPolicies(ground, project(name)),
      tags: {},
    }),
    flows: (name) => ({
      arn: names.roleArn(names.flowRole(name)),
      policies: { flows: flowPolicy(ground, project(name)) },
      tags: {},
    }),
    serving: (name) => ({
      arn: names.roleArn(names.servingRole(name)),
      policies: { serving: servingPolicy(ground, project(name)) },
      tags: {},
    }),
    warehouse: (name) => ({
      arn: names.roleArn(names.warehouseRole(name)),
      policies: { warehouse: warehousePolicy(ground, project(name)) },
      tags: {},
    }),
  };
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
