import type { EvaluatedStack } from '@atelier/cloudformation';
import { type EndedJourney, type JourneyOutcome, type JourneyProof, journeyProof, type Workspace } from '@atelier/core';
import { portsText } from '@atelier/proofs/network';
import type { Untold } from '@atelier/proofs/policy';
import type { PolicyGround } from '../access/policy-ground.ts';
import type { DeployLocation } from '../deploy-location.ts';
import { type AccountAnswer, askAccount, askForOutsider } from './ask-account.ts';
import type { AskedJourney, ConnectionRequest, JourneyRequest, OutsideRequest, RoleRequest } from './asked-journey.ts';
import type { ApiCall } from './calls/api-call.ts';
import { deliveryJourneys } from './delivery-journeys.ts';
import { groundOfAccount } from './ground-of-account.ts';
import { type AccountLimits, noLimits } from './limits/account-limits.ts';
import { machineJourneys } from './machine-journeys.ts';
import type { HandedOut } from './operators/handed-out.ts';
import { operatorJourneys } from './operators/operator-journeys.ts';
import { personJourneys } from './person-journeys.ts';
import { type PlannedAccount, type PlannedRole, plannedAccount } from './planned-account.ts';
import { fixOf, reasonOf, statementText, unseenBoundary, untoldText } from './reason-of.ts';
import { serviceJourneys } from './service-journeys.ts';
import { trackingJourneys } from './tracking-journeys.ts';
import { shutOf, waysOfCall } from './ways-of-call.ts';

/** Policies that no template holds, as far as they are known. */
interface ShownPolicies {
  readonly limits?: AccountLimits;
  /** What operators are handed out; left out: their journeys are not asked. */
  readonly rights?: HandedOut;
}

/**
 * Whether people, jobs and services can do what they have to, request by request: by the policies of roles, things and
 * endpoints in the account that the templates would make.
 *
 * A policy of which a part is not understood proves nothing of whoever it is asked for. Left out are operators where nobody
 * says what was handed out to them.
 */
export function proveJourneys(
  workspace: Workspace,
  stacks: readonly EvaluatedStack[],
  place: DeployLocation,
  { limits = noLimits, rights }: ShownPolicies = {},
): JourneyProof {
  const account = plannedAccount(stacks, place, workspace, limits);
  const ground = groundOfAccount(workspace, account, place);
  return journeyProof(endsOf(ground, journeysIn(ground, account, stacks, rights)));
}

function* endsOf(
  ground: PolicyGround,
  journeys: Iterable<readonly [AskedJourney, PlannedAccount]>,
): Generator<EndedJourney> {
  for (const [asked, account] of journeys) {
    const { who, journey } = asked;
    yield { who, journey, outcome: outcomeOf(asked, ground, account) };
  }
}

/** Every journey, and the account in which it is asked. */
function* journeysIn(
  ground: PolicyGround,
  planned: PlannedAccount,
  stacks: readonly EvaluatedStack[],
  rights: HandedOut | undefined,
): Generator<readonly [AskedJourney, PlannedAccount]> {
  for (const journey of journeysOfTemplates(ground, planned)) yield [journey, planned];
  if (rights === undefined) return;
  for (const { account, journeys } of operatorJourneys(ground, planned, stacks, rights))
    for (const journey of journeys) yield [journey, account];
}

function* journeysOfTemplates(ground: PolicyGround, account: PlannedAccount): Generator<AskedJourney> {
  yield* personJourneys(ground);
  yield* machineJourneys(ground);
  yield* trackingJourneys(ground);
  yield* serviceJourneys(ground, account);
  yield* deliveryJourneys(ground);
}

function outcomeOf(
  { requests, unknown }: AskedJourney,
  { workspace }: PolicyGround,
  account: PlannedAccount,
): JourneyOutcome {
  let outcome: JourneyOutcome = unknown === null ? 'proven' : { unknown, of: null };
  for (const request of requests) {
    const next = ofRequest(request, workspace, account);
    if (next !== 'proven' && 'fix' in next) return next;
    if (outcome === 'proven') outcome = next;
  }
  return outcome;
}

function ofRequest(request: JourneyRequest, workspace: Workspace, account: PlannedAccount): JourneyOutcome {
  if ('caller' in request) return ofOutsider(request, account);
  return 'ports' in request ? ofConnection(request, workspace, account) : ofRole(request, workspace, account);
}

function ofConnection(request: ConnectionRequest, { network }: Workspace, account: PlannedAccount): JourneyOutcome {
  const { from, to, ports, what } = request;
  const shut = shutOf([account.network.between(from, to, ports)], network);
  if (shut === null) return 'proven';
  if ('unknown' in shut) return shut;
  return { call: `${portsText(ports)} for ${what}`, because: shut.missing, fix: shut.fix };
}

function ofOutsider(request: OutsideRequest, account: PlannedAccount): JourneyOutcome {
  const answer = askForOutsider(account, request);
  return ofAnswer(answer, request.call);
}

function ofAnswer(answer: AccountAnswer, call: ApiCall): JourneyOutcome {
  if (answer.verdict === 'allowed') return 'proven';
  if (answer.verdict === 'untold') return ofUntold(answer);
  return { call: callText(call), because: reasonOf(answer), fix: fixOf(answer, call) };
}

function ofUntold(untold: Untold): JourneyOutcome {
  return { unknown: untoldText(untold), of: `what ${statementText(untold.statement, untold.policy.name)} speaks of` };
}

function ofRole(
  { role, session, call, from }: RoleRequest,
  workspace: Workspace,
  account: PlannedAccount,
): JourneyOutcome {
  const said = callText(call);
  const held = account.roles.get(role);
  if (held === undefined)
    return { call: said, because: `No template makes the role ${role}.`, fix: 'Make the templates anew.' };
  const unread = held.policies.flatMap((policy) => policy.unread);
  if (unread.length > 0) return { unknown: `A policy of ${role} is not understood: ${unread[0]?.why}.`, of: null };
  const found = waysOfCall(workspace, account, call, from);
  if ('unknown' in found) return found;
  if ('missing' in found) return { call: said, because: found.missing, fix: found.fix };
  for (const way of found.ways) {
    const strange = way.kind === 'endpoint' ? way.endpoint.policy?.unread[0] : undefined;
    if (strange !== undefined)
      return { unknown: `A part of ${strange.path} is not understood: ${strange.why}.`, of: null };
    const answer = askAccount(account, { role: held, session, call, way });
    const outcome = ofAnswer(answer, call);
    if (outcome !== 'proven') return 'fix' in outcome ? { ...outcome, fix: found.fix ?? outcome.fix } : outcome;
  }
  return ofBoundary(held, account);
}

/** A boundary whose text nobody has shown may refuse everything. */
function ofBoundary({ boundary }: PlannedRole, { limits }: PlannedAccount): JourneyOutcome {
  if (boundary === null || limits.boundary !== null) return 'proven';
  return { unknown: unseenBoundary(boundary), of: 'what is done in roles under the boundary' };
}

function callText({ action, resource }: ApiCall): string {
  return `${action} on ${resource}`;
}
