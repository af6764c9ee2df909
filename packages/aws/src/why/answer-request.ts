import type { AskedPlace } from '@atelier/core';
import { portsText } from '@atelier/proofs/network';
import { type PolicyKind, type Speaking, speaking } from '@atelier/proofs/policy';
import { answerWithin, askedByOutsider, askedByRole, type Way, type WeighedRequest } from '../journeys/ask-account.ts';
import type { ConnectionRequest, JourneyRequest } from '../journeys/asked-journey.ts';
import type { PlannedRole } from '../journeys/planned-account.ts';
import { reasonOf, unseenBoundary, untoldText } from '../journeys/reason-of.ts';
import { shutOf } from '../journeys/ways-of-call.ts';
import type { AskedAccount } from './asked-account.ts';
import { untoldFacts } from './untold-facts.ts';
import { waysFrom } from './ways-from.ts';

/** A statement that decides about a request. */
export interface Decider {
  readonly by: PolicyKind;
  /** Name or ARN of the policy, or of the thing that it stands on. */
  readonly policy: string;
  /** Its Sid, or where it is written. */
  readonly statement: string;
}

/** One request to AWS, and what the account that the file describes answers. */
export interface RequestAnswer {
  /** Name of a role, or whoever asks from outside of the workspace. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  /** How it gets there, in words. */
  readonly way: string;
  readonly verdict: 'allowed' | 'refused' | 'unknown';
  readonly because: string;
  /** Of a refusal every statement that refuses, of a permission every one that lets it pass; empty: no statement decides. */
  readonly decides: readonly Decider[];
  /** Facts of a request that statements about it ask for, and that nobody has told. */
  readonly untold: readonly string[];
}

type Said = Pick<RequestAnswer, 'who' | 'action' | 'resource'>;

/** What is answered to a request; of several ways the first that is refused. */
export function answerRequest(asked: AskedAccount, request: JourneyRequest, place: AskedPlace): RequestAnswer {
  if ('ports' in request) return connection(asked, request);
  const { action, resource } = request.call;
  if ('caller' in request) {
    const said = { who: request.caller.arn || request.caller.kind, action, resource };
    return answered(asked, said, 'by itself', askedByOutsider(asked.account, request));
  }
  const said = { who: request.role, action, resource };
  const role = asked.account.roles.get(request.role);
  if (role === undefined) return undecided(said, 'refused', `No template makes the role ${request.role}.`);
  const [unread] = role.policies.flatMap((policy) => policy.unread);
  if (unread !== undefined) return undecided(said, 'unknown', `A policy of the role is not understood: ${unread.why}.`);
  const found = waysFrom(asked, request, place);
  if ('unknown' in found) return undecided(said, 'unknown', found.unknown);
  if ('missing' in found) return undecided(said, 'refused', `${found.missing} ${found.fix}`);
  const { session, call } = request;
  const answers = found.ways.map((way) =>
    withBoundary(
      role,
      asked,
      answered(asked, said, wayText(way), askedByRole(asked.account, { role, session, call, way })),
    ),
  );
  return (
    answers.find(({ verdict }) => verdict === 'refused') ??
    answers.find(({ verdict }) => verdict === 'unknown') ??
    answers[0] ??
    undecided(said, 'refused', 'The file lets nobody ask that from anywhere.')
  );
}

function connection({ ground, account }: AskedAccount, { from, to, ports, what }: ConnectionRequest): RequestAnswer {
  const said = { who: from, action: portsText(ports), resource: what };
  const shut = shutOf([account.network.between(from, to, ports)], ground.workspace.network);
  if (shut === null) return undecided(said, 'allowed', 'The network lets it through.');
  return 'unknown' in shut
    ? undecided(said, 'unknown', shut.unknown)
    : undecided(said, 'refused', `${shut.missing} ${shut.fix}`);
}

function undecided(said: Said, verdict: RequestAnswer['verdict'], because: string): RequestAnswer {
  return { ...said, way: 'none', verdict, because, decides: [], untold: [] };
}

/** A boundary whose text nobody has shown may refuse what all else allows. */
function withBoundary({ boundary }: PlannedRole, { account }: AskedAccount, answer: RequestAnswer): RequestAnswer {
  if (answer.verdict !== 'allowed' || boundary === null || account.limits.boundary !== null) return answer;
  return { ...answer, verdict: 'unknown', because: unseenBoundary(boundary) };
}

function answered({ account }: AskedAccount, said: Said, way: string, weighed: WeighedRequest): RequestAnswer {
  const { request, policies } = weighed;
  const answer = answerWithin(account, weighed);
  const isAllowed = answer.verdict === 'allowed';
  const decides = speaking(request, policies)
    .filter(({ statement }) => statement.allows === isAllowed)
    .map(deciderOf);
  const untold = untoldFacts(request, policies);
  if (answer.verdict === 'untold')
    return { ...said, way, verdict: 'unknown', because: untoldText(answer), decides: [], untold };
  return {
    ...said,
    way,
    verdict: isAllowed ? 'allowed' : 'refused',
    because: isAllowed ? permission(decides) : reasonOf(answer),
    decides: isAllowed || answer.verdict === 'denied' ? decides : [],
    untold,
  };
}

function deciderOf({ by, policy, statement }: Speaking): Decider {
  return { by, policy, statement: statement.sid ?? statement.path };
}

function permission(decides: readonly Decider[]): string {
  const [first] = decides.filter(({ by }) => by === 'identity' || by === 'resource');
  return first === undefined ? 'It is allowed.' : `The statement ${first.statement} of ${first.policy} allows it.`;
}

function wayText(way: Way): string {
  switch (way.kind) {
    case 'aws':
      return "from AWS's own network";
    case 'endpoint':
      return `through an endpoint of the network, from ${way.address}`;
    case 'internet':
      return `over the internet, from ${way.address}`;
  }
}
