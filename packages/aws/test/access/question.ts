import { decide, type Person, resourceText, type Triple } from '@atelier/core';
import { databaseRoles } from '../../src/access/person-tags.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { apiCallsOf } from '../../src/journeys/calls/api-calls.ts';
import { everything, isAllowed } from './ask-simulator.ts';
import type { Principal, Principals } from './principals.ts';

/** A request, and what has to be answered. */
export interface Question {
  readonly what: string;
  readonly call: ApiCall;
  readonly allowed: boolean;
  /** Whether the answer has to be the same when somebody has attached a policy that allows everything. */
  readonly always: boolean;
}

/** The requests that a triple consists of; supporting ones are asked only where they have to be allowed. */
export function questionsOf(principals: Principals, { person, action, resource }: Triple): Question[] {
  const { ground } = principals;
  const { allowed, because } = decide(ground.workspace, person, action, resource);
  const what = `${person.name} (${person.role}) ${action} on ${resourceText(resource)}: ${because}`;
  const inDatabase = action === 'warehouse.load' && !allowed;
  if (inDatabase && principals.person(person).tags.RedshiftDbRoles !== databaseRoles.load) return [];
  return apiCallsOf(ground, action, resource)
    .filter(({ decisive }) => allowed || decisive)
    .map((call) => ({ what, call, allowed, always: false }));
}

/** Where the policies of a role answer otherwise than they have to. */
export async function wrongAnswers(
  principals: Principals,
  principal: Principal,
  questions: readonly Question[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { what, call, allowed, always } of questions) {
    const asked = always ? { ...principal, policies: { ...principal.policies, everything } } : principal;
    if ((await isAllowed(principals, asked, call)) === allowed) continue;
    wrong.push(`${what}: ${call.action} on ${call.resource} is ${allowed ? 'refused' : 'allowed'}`);
  }
  return wrong;
}

export function personNamed({ ground }: Principals, name: string): Person {
  const person = ground.workspace.people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`There is no person "${name}".`);
  return person;
}
