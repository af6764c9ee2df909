import { type Action, type Journey, journeysOf, journeyText, type Person, type Workspace } from '@atelier/core';
import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import { openStudio } from '../access/sign-in-policy.ts';
import type { AskedJourney, ConnectionRequest, JourneyRequest } from './asked-journey.ts';
import { takeOn } from './assume.ts';
import { type ApiCall, supporting } from './calls/api-call.ts';
import { apiCallsOf } from './calls/api-calls.ts';
import { keyCalls } from './key-calls.ts';
import { signInRequest } from './sign-in-requests.ts';

/** What each person has to be able to do: the allowed rows of the access table, on the person's own things. */
export function* personJourneys(ground: PolicyGround): Generator<AskedJourney> {
  for (const journey of journeysOf(ground.workspace)) {
    yield {
      who: journey.person.name,
      journey: journeyText(journey),
      requests: requestsOf(ground, journey),
      unknown: beyondPolicies(ground.workspace, journey),
    };
  }
}

/** The requests of which a journey consists, in their order. */
export function requestsOf(
  ground: PolicyGround,
  { person, action, resource, from }: Journey,
): readonly JourneyRequest[] {
  const { signIn } = ground.workspace;
  const isOpened = signIn.method === 'iam' && signIn.provider !== null;
  const calls = [...apiCallsOf(ground, action, resource), ...besides(ground, action)];
  const asked = calls
    .filter((call) => isOpened || call.action !== openStudio)
    .map(
      (call): JourneyRequest => ({
        ...roleFor(ground, person, call),
        call,
        from: seenElsewhere.has(action) ? 'service' : from,
      }),
    );
  if (action === 'space.start') return [...start(ground, person), ...asked, ...inside(resource)];
  const isDoor = action === 'space.open' && resource.kind === 'private-space' && signIn.provider !== null;
  return isDoor ? [signInRequest(ground, signIn.provider, person), ...asked] : asked;
}

/** Shown by AWS's console, and in none of the workspace's networks. */
const seenElsewhere: ReadonlySet<Action> = new Set(['cost.see', 'budget.see']);

/** Studio is opened in the role for signing in; everything else is done in the role of work. */
function roleFor({ names }: PolicyGround, { profile, signInName }: Person, { action }: ApiCall) {
  if (action === openStudio) return { role: names.signInRole(profile), session: signInName };
  return { role: names.personRole(profile), session: 'SageMaker' };
}

/** SageMaker takes on the person's role, and shows Studio's page with it. */
function start(ground: PolicyGround, { profile }: Person): readonly JourneyRequest[] {
  const role = ground.names.personRole(profile);
  const { domain } = ground.ids;
  const seen = [`domain/${domain}`, `user-profile/${domain}/${profile}`];
  const page = [
    supporting('sagemaker:DescribeDomain', arnOf(ground, 'sagemaker', seen[0] ?? '')),
    supporting('sagemaker:DescribeUserProfile', arnOf(ground, 'sagemaker', seen[1] ?? '')),
    // The page opens the app itself in the role of work.
    ...(ground.workspace.signIn.method === 'iam'
      ? [supporting(openStudio, arnOf(ground, 'sagemaker', seen[1] ?? ''))]
      : []),
    supporting('sagemaker:ListSpaces', '*'),
    supporting('sagemaker:ListApps', '*'),
    ...keyCalls(ground, 'sagemaker', ['CreateGrant', 'DescribeKey']),
  ];
  return [
    takeOn(ground, role, 'sagemaker.amazonaws.com'),
    ...page.map((call): JourneyRequest => ({ role, session: 'SageMaker', call, from: 'browser' })),
  ];
}

/**
 * What the groups of a domain have to let through among themselves: "NFS traffic over TCP on port 2049 between the domain and
 * the Amazon EFS volume", and "TCP traffic within the security group … at least ports in the range 8192-65535" (SageMaker
 * guide, "Requirements to use VPC only mode").
 */
function inside({ kind }: Journey['resource']): readonly ConnectionRequest[] {
  const place = kind === 'shared-space' ? 'shared-space' : 'space';
  return [
    { from: place, to: place, ports: { from: 2049, to: 2049 }, what: 'home folders' },
    { from: place, to: place, ports: { from: 8192, to: 65_535 }, what: 'apps and kernels' },
  ];
}

const readsObjects: ReadonlySet<Action> = new Set(['data.read', 'artifact.read', 'sandbox.read']);
const writesObjects: ReadonlySet<Action> = new Set(['data.write', 'artifact.write', 'sandbox.write', 'model.register']);

/** Requests that go along with those of an action: the key of what is stored, and the answer to a query. */
function besides(ground: PolicyGround, action: Action): readonly ApiCall[] {
  if (readsObjects.has(action)) return keyCalls(ground, 's3', ['Decrypt']);
  if (writesObjects.has(action)) return keyCalls(ground, 's3', ['GenerateDataKey']);
  if (action === 'settings.read') return keyCalls(ground, 'ssm', ['Decrypt']);
  if (action === 'repository.read') return keyCalls(ground, 'codecommit', ['Decrypt']);
  if (action === 'package.install') return keyCalls(ground, 'codeartifact', ['Decrypt']);
  if (action === 'tracking.read' && ground.workspace.tracking.kind === 'server')
    return [supporting('sagemaker-mlflow:AccessUI', '*')];
  if (action !== 'warehouse.query' && action !== 'warehouse.load') return [];
  const own = { 'redshift-data:statement-owner-iam-userid': 'AROAEXAMPLE:SageMaker' };
  return ['CancelStatement', 'DescribeStatement', 'GetStatementResult'].map((verb) =>
    supporting(`redshift-data:${verb}`, '*', own),
  );
}

/** Why nobody can know whether a journey reaches its end although no policy refuses it; null: then it does. */
export function beyondPolicies({ signIn }: Workspace, { action, resource }: Journey): string | null {
  if (seenElsewhere.has(action)) return 'AWS shows budgets in its console alone, in whichever role somebody has there.';
  if (action !== 'space.open' || resource.kind !== 'private-space') return null;
  if (signIn.method === 'sso') return 'With Identity Center no policy of the account is asked.';
  return signIn.provider === null ? 'signIn.provider does not say who says who somebody is.' : null;
}
