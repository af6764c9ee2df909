import { type EvaluatedStack, isMap } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { type PolicyGround, policyGround } from '../access/policy-ground.ts';
import type { DeployLocation } from '../deploy-location.ts';
import { namesOf } from '../names.ts';
import { askAccount, askForOutsider } from './ask-account.ts';
import type { AskedJourney, OutsideRequest, RoleRequest } from './asked-journey.ts';
import type { ApiCall } from './calls/api-call.ts';
import { deliveryJourneys } from './delivery-journeys.ts';
import { type BrokenJourney, fixOf, type JourneyProof, reasonOf, type UnprovenJourney } from './journey-proof.ts';
import { machineJourneys } from './machine-journeys.ts';
import { personJourneys } from './person-journeys.ts';
import { type PlannedAccount, plannedAccount } from './planned-account.ts';
import { serviceJourneys } from './service-journeys.ts';
import { trackingJourneys } from './tracking-journeys.ts';
import { waysOfCall } from './ways-of-call.ts';

/**
 * Whether people, jobs and services can do what they have to, request by request: by the policies of roles, things and
 * endpoints in the account that the templates would make.
 *
 * A policy of which a part is not understood proves nothing of whoever it is asked for.
 */
export function proveJourneys(
  workspace: Workspace,
  stacks: readonly EvaluatedStack[],
  place: DeployLocation,
): JourneyProof {
  const account = plannedAccount(stacks, place);
  const names = namesOf(workspace.name, place, workspace.aws?.iam.rolePath ?? '/');
  const ground = policyGround(workspace, names, idsOf(account));
  const broken: BrokenJourney[] = [];
  const open: Open[] = [];
  let proven = 0;
  for (const journey of journeysIn(ground, account)) {
    const outcome = outcomeOf(journey, ground, account);
    if (outcome === 'proven') proven += 1;
    else if ('fix' in outcome) broken.push({ ...outcome, who: journey.who, journey: journey.journey });
    else open.push({ journey: journey.journey, who: journey.who, because: outcome.unknown });
  }
  return { proven, broken, notProven: grouped(open) };
}

function* journeysIn(ground: PolicyGround, account: PlannedAccount): Generator<AskedJourney> {
  yield* personJourneys(ground);
  yield* machineJourneys(ground);
  yield* trackingJourneys(ground);
  yield* serviceJourneys(ground, account);
  yield* deliveryJourneys(ground);
}

type Outcome = 'proven' | Omit<BrokenJourney, 'who' | 'journey'> | { readonly unknown: string };

function outcomeOf({ requests, unknown }: AskedJourney, { workspace }: PolicyGround, account: PlannedAccount): Outcome {
  for (const request of requests) {
    const outcome = 'caller' in request ? ofOutsider(request, account) : ofRole(request, workspace, account);
    if (outcome !== 'proven') return outcome;
  }
  return unknown === null ? 'proven' : { unknown };
}

function ofOutsider(request: OutsideRequest, account: PlannedAccount): Outcome {
  const answer = askForOutsider(account, request);
  if (answer.verdict === 'allowed') return 'proven';
  return { call: callText(request.call), because: reasonOf(answer), fix: fixOf(answer) };
}

function ofRole({ role, session, call, from }: RoleRequest, workspace: Workspace, account: PlannedAccount): Outcome {
  const said = callText(call);
  const held = account.roles.get(role);
  if (held === undefined)
    return { call: said, because: `No template makes the role ${role}.`, fix: 'Make the templates anew.' };
  const unread = held.policies.flatMap((policy) => policy.unread);
  if (unread.length > 0) return { unknown: `A policy of ${role} is not understood: ${unread[0]?.why}.` };
  const found = waysOfCall(workspace, account, call, from);
  if ('unknown' in found) return found;
  if ('missing' in found) return { call: said, because: found.missing, fix: found.fix };
  for (const way of found.ways) {
    const answer = askAccount(account, { role: held, session, call, way });
    if (answer.verdict !== 'allowed') return { call: said, because: reasonOf(answer), fix: fixOf(answer) };
  }
  return 'proven';
}

function callText({ action, resource }: ApiCall): string {
  return `${action} on ${resource}`;
}

interface Open {
  readonly journey: string;
  readonly who: string;
  readonly because: string;
}

function grouped(open: readonly Open[]): readonly UnprovenJourney[] {
  const groups = Map.groupBy(open, ({ journey, because }) => `${journey} ${because}`);
  return [...groups.values()].flatMap((those) =>
    those.slice(0, 1).map(({ journey, because }) => ({ journey, because, who: those.map(({ who }) => who) })),
  );
}

function idsOf({ domain }: PlannedAccount) {
  const { VpcId, SubnetIds, KmsKeyId, DefaultUserSettings } = domain.properties;
  const settings = isMap(DefaultUserSettings) ? DefaultUserSettings : {};
  return {
    domain: `${domain.stack}-${domain.logicalId}-DomainId`,
    keyArn: String(KmsKeyId),
    vpc: String(VpcId),
    subnets: [SubnetIds ?? []].flat().map(String),
    securityGroups: [settings.SecurityGroups ?? []].flat().map(String),
  };
}
