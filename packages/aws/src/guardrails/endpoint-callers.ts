import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { type AskedPolicy, askedPolicy, decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import type { DeployLocation } from '../deploy-location.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/**
 * Endpoints let nobody of another account in, and lead nobody to what is of another account, but for what AWS keeps for
 * everybody and is only read: asked as both would ask, with every right.
 */
export function checkEndpointCallers(guarded: Guarded): GuardrailFinding[] {
  const names = guardedNames(guarded);
  if (names === null) return [];
  const endpoints = guarded.evaluated.flatMap(({ resources }) =>
    resources.filter(
      ({ type, properties }) => type === 'AWS::EC2::VPCEndpoint' && properties.PolicyDocument !== undefined,
    ),
  );
  return endpoints.flatMap((endpoint) => wrongIn(endpoint, names.place));
}

const stranger = '000000000007';

type Statement = AskedPolicy['statements'][number];

/** An action that no statement names, so that only one about all of them is about it. */
const anything = 'zq:Zq7';

/** Requests about no resource of anybody; the condition on whose the resource is cannot be asked of them. */
const withoutResource = /^sts:(getcalleridentity|getservicebearertoken|decodeauthorizationmessage)$/;

function wrongIn({ stack, logicalId, properties }: EvaluatedResource, place: DeployLocation): GuardrailFinding[] {
  const policy = askedPolicy(logicalId, properties.PolicyDocument as Value);
  const allowing = policy.statements.filter(({ allows }) => allows);
  const actions = [...new Set([anything, ...allowing.flatMap((one) => one.actions.map(someOf))])];
  const at = { stack, resource: logicalId, path: 'Properties.PolicyDocument' };
  const ways = [
    { caller: stranger, owner: place.account, what: 'lets callers of other accounts in', actions },
    {
      caller: place.account,
      owner: stranger,
      what: 'leads to things of other accounts',
      actions: actions.filter((action) => !withoutResource.test(action)),
    },
    { caller: stranger, owner: stranger, what: 'carries what others do with others', actions },
    ...keepersIn(allowing, place.account).flatMap((owner) => [
      { caller: stranger, owner, what: `lets callers of other accounts read from ${owner}`, actions },
      {
        caller: place.account,
        owner,
        what: `does more than read from ${owner}`,
        actions: actions.filter((action) => !withoutResource.test(action) && !reading.test(action)),
      },
    ]),
  ];
  return ways.flatMap(({ caller, owner, what, actions: asked }) => {
    const [open] = asked.filter((action) => isOpen(policy, action, caller, owner, place));
    const message = `This endpoint ${what}: ${open === anything ? 'every call' : open} passes`;
    return open === undefined
      ? []
      : [failure(at, message, 'Demand aws:PrincipalAccount and aws:ResourceAccount, both the own account.')];
  });
}

/** An action that a pattern is about, and no statement names. */
function someOf(pattern: string): string {
  return /^\*+$/.test(pattern) ? anything : pattern.replaceAll('*', 'zq7');
}

/** What brings something in, and carries nothing out. */
const reading = /^(s3:getobject|ecr:(batchchecklayeravailability|batchgetimage|getdownloadurlforlayer))$/;

/** Other accounts that statements name: those in which AWS, or somebody whom the file trusts, keeps images. */
function keepersIn(allowing: readonly Statement[], own: string): readonly string[] {
  const named = allowing.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, values }) => (key === 'aws:resourceaccount' ? values : [])),
  );
  return [...new Set(named)].filter((account) => account !== own);
}

function isOpen(
  policy: AskedPolicy,
  action: string,
  caller: string,
  owner: string,
  { partition }: DeployLocation,
): boolean {
  const role = `arn:${partition}:iam::${caller}:role/zq7`;
  const who: IamCaller = {
    kind: 'session',
    arn: `arn:${partition}:sts::${caller}:assumed-role/zq7/zq7`,
    role,
    account: caller,
  };
  const context = requestContext({
    'aws:PrincipalAccount': caller,
    'aws:PrincipalArn': role,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    'aws:ResourceAccount': owner,
    'aws:SecureTransport': 'true',
  });
  const [service = ''] = action.split(':');
  const resource = service === 's3' ? `arn:${partition}:s3:::zq7/zq7` : `arn:${partition}:${service}:zq-1:${owner}:zq7`;
  // The thing's own policy lets everybody in, so that the endpoint alone decides.
  return (
    decide(
      { caller: who, action, resource, account: owner, context },
      { identity: [everything], resource: open, endpoint: policy },
    ).verdict === 'allowed'
  );
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

const open = askedPolicy('open', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});
