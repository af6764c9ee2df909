import type { EvaluatedStack } from '@atelier/cloudformation';
import type { Person, Workspace } from '@atelier/core';
import type { AskedPolicy } from '@atelier/proofs/policy';
import type { PolicyGround } from '../access/policy-ground.ts';
import { openStudio } from '../access/sign-in-policy.ts';
import type { DeployLocation } from '../deploy-location.ts';
import { askAccount } from '../journeys/ask-account.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { groundOfAccount } from '../journeys/ground-of-account.ts';
import { noLimits } from '../journeys/limits/account-limits.ts';
import { type PlannedAccount, type PlannedRole, plannedAccount } from '../journeys/planned-account.ts';
import { passes } from './ask-half.ts';
import { type HeldAttempt, heldBy, inDomain, strangePerson, type Trespass } from './attempt.ts';
import { attemptsIn, attemptsOf } from './escalations.ts';
import { openFromElsewhere } from './leave-the-network.ts';
import { machineAttempts } from './machine-attempts.ts';
import { openPlace } from './places.ts';
import { refusedRows } from './refused-rows.ts';

/** Something that somebody can do and must not. */
export interface Breach {
  /** Name of a person in the file, or words for a part: `jobs of sales`. */
  readonly who: string;
  readonly what: string;
  readonly call: ApiCall;
  readonly because: string;
}

/**
 * What people and machines can do although nobody gave it to them: everything that the access table refuses, and attempts to
 * get further. Each attempt has to be stopped by the rights alone, by the refusals alone, or by either of them.
 *
 * People who have the same policies are asked for once. A role that no template makes can do nothing.
 */
export function proveWalls(
  workspace: Workspace,
  stacks: readonly EvaluatedStack[],
  place: DeployLocation,
): readonly Breach[] {
  const account = plannedAccount(stacks, place, workspace, noLimits);
  const ground = groundOfAccount(workspace, account, place);
  return [...byPeople(ground, account), ...atTheDoor(ground, account), ...byMachines(ground, account)];
}

function* byPeople(ground: PolicyGround, account: PlannedAccount): Generator<Breach> {
  const asked = new Map<string, Set<AskedPolicy>>();
  for (const person of ground.workspace.people) {
    const role = account.roles.get(ground.names.personRole(person.profile));
    if (role === undefined) continue;
    const before = asked.get(person.role) ?? new Set();
    asked.set(person.role, before);
    const isFirst = before.size === 0;
    const fresh = role.policies.filter((policy) => !before.has(policy));
    for (const policy of fresh) before.add(policy);
    if (isFirst) yield* byRows(ground, account, person, role);
    if (fresh.length === 0) continue;
    const project = ground.memberships.get(person.name)?.[0]?.name;
    const attempts = [
      ...attemptsOf(ground, person),
      ...(project === undefined ? [] : attemptsIn(ground, person, project)),
    ];
    yield* breaches(
      ground,
      person.name,
      isFirst ? role : { ...role, policies: fresh },
      isFirst ? attempts : rightsOf(attempts),
    );
  }
}

/** Refusals are those of everybody in a role; what is particular to a person gives rights. */
function rightsOf(attempts: readonly HeldAttempt[]): readonly HeldAttempt[] {
  return attempts.filter(({ held }) => held.includes('rights')).map((one) => ({ ...one, held: ['rights'] }));
}

/** Roles in which people sign in open the own profile, from where the file lets them. */
function* atTheDoor(ground: PolicyGround, account: PlannedAccount): Generator<Breach> {
  const others = inDomain(ground, 'user-profile', strangePerson(ground));
  const another: Trespass = ['opens the profile of somebody else', call(openStudio, others, openPlace(ground))];
  for (const person of ground.workspace.people) {
    const role = account.roles.get(ground.names.signInRole(person.profile));
    if (role === undefined) continue;
    const attempts = [...heldBy(['rights'], [another]), ...heldBy(['limits'], openFromElsewhere(ground, person))];
    yield* breaches(ground, `${person.name}, signing in,`, role, attempts);
  }
}

function* byMachines(ground: PolicyGround, account: PlannedAccount): Generator<Breach> {
  for (const project of ground.workspace.projects) {
    for (const { role, who, attempts } of machineAttempts(ground, project)) {
      const held = account.roles.get(role);
      if (held !== undefined) yield* breaches(ground, who, held, attempts);
    }
  }
}

function* breaches(
  ground: PolicyGround,
  who: string,
  role: PlannedRole,
  attempts: readonly HeldAttempt[],
): Generator<Breach> {
  for (const { what, call, held } of attempts) {
    const open = held.find((half) => passes(ground, role, half, call));
    if (open !== undefined) yield { who, what, call, because: reasons[open] };
  }
}

const reasons = {
  rights: 'only refusals beside the rights would stop it',
  limits: 'nothing refuses it once something else allows it',
};

/** What the access table refuses, asked of the whole account, for a bucket's policy may be what stops it. */
function* byRows(ground: PolicyGround, account: PlannedAccount, person: Person, role: PlannedRole): Generator<Breach> {
  const endpoint = { id: account.endpoints.get('s3')?.id ?? 'vpce-none', policy: undefined };
  const way = { kind: 'endpoint', endpoint, vpc: ground.ids.vpc, address: '10.10.0.7' } as const;
  for (const [what, call] of refusedRows(ground, person)) {
    const { verdict } = askAccount(account, { role, session: 'SageMaker', call, way });
    if (verdict === 'allowed') yield { who: person.name, what, call, because: 'the access table refuses it' };
  }
}
