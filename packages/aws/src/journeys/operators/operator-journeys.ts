import type { EvaluatedStack, Value } from '@atelier/cloudformation';
import { askedPolicy } from '@atelier/proofs/policy';
import type { PolicyGround } from '../../access/policy-ground.ts';
import { keptPolicy } from '../../layout/kept-policy.ts';
import { onAws } from '../../on-aws.ts';
import type { RightsPolicy } from '../../rights/rights-policy.ts';
import type { AskedJourney } from '../asked-journey.ts';
import { keyCalls } from '../key-calls.ts';
import type { PlannedAccount, PlannedRole } from '../planned-account.ts';
import type { HandedOut } from './handed-out.ts';
import { operatedThings } from './operated-things.ts';
import { type Operation, operations } from './operation.ts';
import { operatorCalls } from './operator-calls.ts';
import { namedOperators } from './operators.ts';

/** Journeys of operators, and an account in which those are asked that have the rights for them. */
export interface OperatorJourneys {
  readonly account: PlannedAccount;
  readonly journeys: readonly AskedJourney[];
}

const words: Readonly<Record<Operation, string>> = {
  deploy: 'deploy',
  change: 'deploy a changed file',
  status: 'look at what is there',
  destroy: 'tear everything down',
  restore: 'take back what a teardown kept',
  'read-kept': 'read what a teardown kept',
};

/** Operations on stores that outlive their network, whose policies a teardown has changed. */
const onKept: readonly Operation[] = ['restore', 'read-kept'];

/**
 * What each operator of the file has to be able to do, with what `atelier rights` hands out for it and nothing else, from a
 * desk outside of the network: on living stores, and on those that a teardown has kept.
 */
export function operatorJourneys(
  ground: PolicyGround,
  planned: PlannedAccount,
  stacks: readonly EvaluatedStack[],
  rights: HandedOut,
): readonly OperatorJourneys[] {
  const kept = withKeptStores(planned, ground);
  return operations.map((operation) => {
    const account = onKept.includes(operation) ? kept : planned;
    const held = rolesFor(ground, rights.operators[operation]);
    const journeys = [...held.keys()].map((role) => journeyOf(operation, role, ground, stacks, rights));
    return { account: { ...account, roles: new Map([...account.roles, ...held]) }, journeys };
  });
}

function journeyOf(
  operation: Operation,
  role: string,
  ground: PolicyGround,
  stacks: readonly EvaluatedStack[],
  { deployed }: HandedOut,
): AskedJourney {
  const workspace = onAws(ground.workspace);
  const ids = { ...ground.ids, domain: deployed.domain ?? '' };
  const things = operatedThings({ ...ground, ids, workspace, deployed }, stacks);
  const decrypt = operation === 'read-kept' ? keyCalls(ground, 's3', ['Decrypt'], tagsOf(things)) : [];
  const calls = [...operatorCalls(operation, things), ...decrypt];
  return {
    who: `operator ${role}`,
    journey: words[operation],
    requests: calls.map((call) => ({ role, session: 'desk', call, from: 'desk' as const })),
    unknown: null,
  };
}

function tagsOf(things: ReturnType<typeof operatedThings>) {
  return things.find(({ kind }) => kind === 'key')?.facts ?? {};
}

/** Each operator with these policies, by the name of the role. */
function rolesFor(ground: PolicyGround, policies: readonly RightsPolicy[]): ReadonlyMap<string, PlannedRole> {
  const asked = policies.map(({ name, document }) => askedPolicy(name, document as unknown as Value));
  const trust = askedPolicy('trust', null);
  return new Map(namedOperators(ground).map((arn) => [arn, { arn, policies: asked, tags: {}, trust, boundary: null }]));
}

/** A teardown hands stores to operators before their network goes; the bucket of access logs stays as it is. */
function withKeptStores(account: PlannedAccount, { workspace, names }: PolicyGround): PlannedAccount {
  const policies = [...account.policies].map(([arn, policy]) => {
    const bucket = /^arn:[^:]*:s3:::(.*)$/.exec(arn)?.[1];
    if (bucket === undefined || bucket === names.accessLogsBucket) return [arn, policy] as const;
    return [arn, askedPolicy(arn, JSON.parse(keptPolicy(onAws(workspace), names.place, bucket)))] as const;
  });
  return { ...account, policies: new Map(policies) };
}
