import type { EvaluatedStack, Value } from '@atelier/cloudformation';
import { askedPolicy } from '@atelier/proofs/policy';
import type { PolicyGround } from '../../access/policy-ground.ts';
import { bootstrapRole } from '../../layout/bootstrap-names.ts';
import { keptPolicy } from '../../layout/kept-policy.ts';
import { operatorArns } from '../../layout/operators.ts';
import { onAws } from '../../on-aws.ts';
import type { RightsPolicy } from '../../rights/rights-policy.ts';
import type { AskedJourney } from '../asked-journey.ts';
import { keyCalls } from '../key-calls.ts';
import type { PlannedAccount, PlannedRole } from '../planned-account.ts';
import type { HandedOut } from './handed-out.ts';
import { operatedThings } from './operated-things.ts';
import { operatorCalls } from './operator-calls.ts';
import { type OperatorTask, operatorTasks } from './operator-task.ts';
import { namedOperators } from './operators.ts';
import { ours } from './our-facts.ts';
import { callsBesideStacks, isReading, stackCalls } from './stack-calls.ts';

/** Journeys of operators, and an account in which those are asked that have the rights for them. */
export interface OperatorJourneys {
  readonly account: PlannedAccount;
  readonly journeys: readonly AskedJourney[];
}

const words: Readonly<Record<OperatorTask, string>> = {
  deploy: 'deploy',
  change: 'deploy a changed file',
  status: 'look at what is there',
  destroy: 'tear everything down',
  restore: 'take back what a teardown kept',
  'read-kept': 'read what a teardown kept',
};

/** Operations on stores that outlive their network, whose policies a teardown has changed. */
const onKept: readonly OperatorTask[] = ['restore', 'read-kept'];

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
  const ofOperators = operatorTasks.map((task) => {
    const account = onKept.includes(task) ? kept : planned;
    const held = rolesFor(ground, rights.operators[task]);
    const journeys = [...held.keys()].map((role) => journeyOf(task, role, ground, stacks, rights));
    return { account: { ...account, roles: new Map([...account.roles, ...held]) }, journeys };
  });
  return [...ofOperators, ofCloudFormation(ground, planned, stacks, rights)];
}

const everything = askedPolicy('AdministratorAccess', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** CloudFormation works in a role of the CDK's bootstrap, which may do everything unless the file bounds roles. */
function ofCloudFormation(
  ground: PolicyGround,
  account: PlannedAccount,
  stacks: readonly EvaluatedStack[],
  { deployed, types, execution }: HandedOut,
): OperatorJourneys {
  const workspace = onAws(ground.workspace);
  const ids = { ...ground.ids, domain: deployed.domain ?? '' };
  const known = { ground: { ...ground, ids, workspace, deployed }, stacks, types };
  const calls = [...stackCalls(known), ...callsBesideStacks(known)];
  const arn = bootstrapRole('cfn-exec-role', workspace.aws, ground.names.place);
  const policies = execution === null ? [everything] : asked(execution);
  const role = { arn, policies, tags: {}, trust: askedPolicy('trust', null), boundary: null };
  const isListed = operatorArns(workspace.aws, ground.names).includes(arn);
  const asks = calls.filter(({ action }) => isListed || action !== lists);
  const requests = asks.map((each) => ({ role: arn, session: 'desk', call: each, from: 'desk' as const }));
  const who = 'CloudFormation';
  const seeing = { who, journey: 'see whether a bucket is there', requests: [], unknown: listsAsStranger };
  return {
    account: { ...account, roles: new Map([...account.roles, [arn, role]]) },
    journeys: [
      { who, journey: 'make, change and remove stacks', requests, unknown: null },
      ...(isListed ? [] : [seeing]),
    ],
  };
}

const lists = 's3:ListBucket';
const listsAsStranger =
  "The resource schema of buckets names s3:ListBucket, which buckets leave to the operators that the file names, and AWS does not say when it asks: name CloudFormation's role in aws.operators to be sure.";

function asked(policies: readonly RightsPolicy[]) {
  return policies.map(({ name, document }) => askedPolicy(name, document as unknown as Value));
}

function journeyOf(
  task: OperatorTask,
  role: string,
  ground: PolicyGround,
  stacks: readonly EvaluatedStack[],
  { deployed, types }: HandedOut,
): AskedJourney {
  const workspace = onAws(ground.workspace);
  const ids = { ...ground.ids, domain: deployed.domain ?? '' };
  const known = { ...ground, ids, workspace, deployed };
  const decrypt = task === 'read-kept' ? keyCalls(ground, 's3', ['Decrypt'], ours(known)) : [];
  // CloudFormation looks for drift with the rights of whoever asks (assumed).
  const drift = task === 'status' ? stackCalls({ ground: known, stacks, types }).filter(isReading) : [];
  const calls = [...operatorCalls(task, operatedThings(known, stacks)), ...decrypt, ...drift];
  return {
    who: `operator ${role}`,
    journey: words[task],
    requests: calls.map((call) => ({ role, session: 'desk', call, from: 'desk' as const })),
    unknown: null,
  };
}

/** Each operator with these policies, by the name of the role. */
function rolesFor(ground: PolicyGround, policies: readonly RightsPolicy[]): ReadonlyMap<string, PlannedRole> {
  const trust = askedPolicy('trust', null);
  return new Map(
    namedOperators(ground).map((arn) => [arn, { arn, policies: asked(policies), tags: {}, trust, boundary: null }]),
  );
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
