import type { IamCaller, PolicyRequest, RequestContext } from '../../src/decide/index.ts';
import type { Document, Written } from './ask-oracle.ts';

/** Gives a number below another one. */
export type Pick = (below: number) => number;

const own = '123456789012';
const foreign = '999988887777';
const roleArn = `arn:aws:iam::${own}:role/ml/worker`;

const callers: readonly IamCaller[] = [
  { kind: 'user', arn: `arn:aws:iam::${own}:user/ann`, role: null, account: own },
  {
    kind: 'session',
    arn: `arn:aws:sts::${own}:assumed-role/worker/one`,
    role: `arn:aws:iam::${own}:role/worker`,
    account: own,
  },
  { kind: 'user', arn: `arn:aws:iam::${foreign}:user/eve`, role: null, account: foreign },
  { kind: 'service', arn: 'logs.amazonaws.com', role: null, account: null },
  { kind: 'anonymous', arn: '', role: null, account: null },
];

/** Requests by action: the resources it may be about. */
const about: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['arn:aws:s3:::lake/ann/a', 'arn:aws:s3:::other/ann/a'],
  's3:PutObject': ['arn:aws:s3:::lake/ann/a'],
  's3:ListBucket': ['arn:aws:s3:::lake', 'arn:aws:s3:::other'],
  'kms:Decrypt': [`arn:aws:kms:eu-central-1:${own}:key/k-1`],
  'sts:AssumeRole': [roleArn],
  'secretsmanager:GetSecretValue': [`arn:aws:secretsmanager:eu-central-1:${own}:secret:db-AbCdEf`],
  'sagemaker:DeleteApp': [`arn:aws:sagemaker:eu-central-1:${own}:app/d-1/ann/JupyterLab/default`],
  'logs:PutLogEvents': [`arn:aws:logs:eu-central-1:${own}:log-group:/x/y:log-stream:s`],
};

/** Keys that every action knows, with values that a request may have. */
const facts: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  'aws:SourceVpce': ['vpce-1', 'vpce-2'],
  'aws:SourceIp': ['203.0.113.7', '10.0.0.9'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:PrincipalArn': [roleArn, `arn:aws:iam::${own}:user/ann`],
  'aws:PrincipalTag/team': ['ann', 'b*b', 'Ann'],
  'aws:PrincipalIsAWSService': ['true', 'false'],
  'aws:CurrentTime': ['2026-01-01T00:00:00Z', '2027-06-01T12:00:00Z'],
  'aws:EpochTime': ['1767225600', '1800000000'],
  'aws:CalledVia': [['cloudformation.amazonaws.com'], ['athena.amazonaws.com', 'cloudformation.amazonaws.com']],
  'aws:PrincipalOrgPaths': [['o-1/r-1/'], ['o-1/r-1/', 'o-2/r-2/']],
};

/** A variable without a value: under inverted operators simulations go ways of their own, and corners hold what AWS says. */
const missing = `\${aws:Missing}`;

const wanted: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  'aws:SourceVpce': ['vpce-1', ['vpce-1', 'vpce-3'], 'vpce-*', 'VPCE-1'],
  'aws:PrincipalArn': [roleArn, `arn:aws:iam::${own}:role/*`, `arn:aws:iam::*:user/*`, 'arn:aws:iam::*'],
  'aws:PrincipalTag/team': ['ann', 'a*', '?nn', `\${aws:PrincipalTag/team}`, missing, `\${aws:Missing, 'ann'}`],
  'aws:CalledVia': ['cloudformation.amazonaws.com', ['athena.amazonaws.com', 'glue.amazonaws.com'], '*cloud*'],
  'aws:PrincipalOrgPaths': ['o-1/r-1/', 'o-1/*', 'o-3/*'],
};

const texts = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
];
const arns = ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'];
const many = [
  'ForAnyValue:StringEquals',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringNotEquals',
  'ForAllValues:StringNotLike',
  'ForAnyValue:StringLike',
];
const numbers = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

function anyCondition(pick: Pick): object {
  const of = <Item>(list: readonly Item[]) => list[pick(list.length)] as Item;
  const optional = (name: string) => (pick(3) === 0 ? `${name}IfExists` : name);
  const made: readonly (() => object)[] = [
    () => ({ [optional(of(texts))]: { 'aws:SourceVpce': of(wanted['aws:SourceVpce'] ?? []) } }),
    () => {
      const operator = of(texts);
      const values = (wanted['aws:PrincipalTag/team'] ?? []).filter(
        (value) => value !== missing || !operator.includes('Not'),
      );
      return { [optional(operator)]: { 'aws:PrincipalTag/team': of(values) } };
    },
    () => ({ [optional(of(arns))]: { 'AWS:principalarn': of(wanted['aws:PrincipalArn'] ?? []) } }),
    () => ({ [optional(of(many))]: { 'aws:CalledVia': of(wanted['aws:CalledVia'] ?? []) } }),
    () => ({ [of(many)]: { 'aws:PrincipalOrgPaths': of(wanted['aws:PrincipalOrgPaths'] ?? []) } }),
    () => ({ [optional('Bool')]: { 'aws:SecureTransport': of(['true', 'false', ['true', 'false']]) } }),
    () => ({ Null: { [of(Object.keys(facts))]: of(['true', 'false']) } }),
    () => ({
      [optional(of(['IpAddress', 'NotIpAddress']))]: {
        'aws:SourceIp': of(['203.0.113.0/24', '10.0.0.9', ['10.0.0.0/8', '203.0.113.7/32']]),
      },
    }),
    () => ({ [optional(`Numeric${of(numbers)}`)]: { 'aws:EpochTime': of(['1767225600', '1790000000']) } }),
    () => ({
      [optional(`Date${of(numbers)}`)]: { 'aws:CurrentTime': of(['2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z']) },
    }),
  ];
  return of(made)();
}

function anyStatement(pick: Pick, { action, resource, hasTeam }: About, { who, isOwn }: Stance): object {
  const of = <Item>(list: readonly Item[]) => list[pick(list.length)] as Item;
  const [service = ''] = action.split(':');
  const names = [
    action,
    '*',
    `${service}:*`,
    action.toUpperCase(),
    `${service}:Zap`,
    `${service}:${action.slice(service.length + 1).replace(/[aeo]/g, '?')}`,
  ];
  const parts = resource.split(':');
  const things = [
    resource,
    '*',
    `${parts.slice(0, 5).join(':')}:*`,
    `${resource}x`,
    resource.replace('ann', `\${aws:PrincipalTag/team}`),
    resource.replace(/.$/, '?'),
    'arn:aws:s3:::lake/*',
  ];
  const isInverted = pick(8) === 0;
  // What NotResource says of a variable without a value, AWS leaves open.
  const thing = of(isInverted && !hasTeam ? things.filter((one) => !one.includes('$')) : things);
  const conditions = Array.from({ length: pick(3) }, () => anyCondition(pick));
  return {
    Effect: pick(4) === 0 ? 'Deny' : 'Allow',
    [pick(8) === 0 ? 'NotAction' : 'Action']: pick(3) === 0 ? [of(names), of(names)] : of(names),
    ...who,
    // The trust of a role names no resource.
    ...(action === 'sts:AssumeRole' && isOwn ? {} : { [isInverted ? 'NotResource' : 'Resource']: thing }),
    ...(conditions.length === 0 ? {} : { Condition: Object.assign({}, ...conditions) }),
  };
}

interface About {
  readonly action: string;
  readonly resource: string;
  /** Whether the request has the tag that variables stand for. */
  readonly hasTeam: boolean;
}

/** Who a statement speaks of, and whether it stands in a policy of the thing itself. */
interface Stance {
  readonly who: object;
  readonly isOwn: boolean;
}

function anyPrincipal(pick: Pick): object {
  const named = [
    ...['*', `arn:aws:iam::${own}:root`, own, `arn:aws:iam::${own}:user/ann`, `arn:aws:iam::${own}:role/worker`].map(
      (AWS) => ({ AWS }),
    ),
    ...[
      `arn:aws:sts::${own}:assumed-role/worker/one`,
      `arn:aws:iam::${foreign}:root`,
      `arn:aws:iam::${foreign}:user/eve`,
    ].map((AWS) => ({ AWS })),
    { AWS: [`arn:aws:iam::${own}:user/bob`, `arn:aws:iam::${own}:role/worker`] },
    { Service: 'logs.amazonaws.com' },
    { Service: ['glue.amazonaws.com', 'logs.amazonaws.com'] },
  ];
  return { Principal: pick(6) === 0 ? '*' : named[pick(named.length)] };
}

export interface Question {
  readonly request: PolicyRequest;
  readonly written: Written;
}

/** A policy over resources allows nothing by itself, and names services: no star alone, and nothing left out. */
function refusing({ Version, Statement }: Document): readonly Document[] {
  const named = Statement.filter(
    (statement) => 'Action' in statement && [statement.Action].flat().every((action) => String(action).includes(':')),
  );
  return named.length === 0
    ? []
    : [{ Version, Statement: named.map((statement) => ({ ...statement, Effect: 'Deny' })) }];
}

/** Any request, and any policies that say something of it. */
export function anyQuestion(pick: Pick): Question {
  const of = <Item>(list: readonly Item[]) => list[pick(list.length)] as Item;
  const action = of(Object.keys(about));
  const resource = of(about[action] ?? []);
  const context = Object.fromEntries(
    Object.entries(facts).flatMap(([key, values]) => (pick(3) === 0 ? [] : [[key, of(values)]])),
  ) as RequestContext;
  const hasTeam = context['aws:PrincipalTag/team'] !== undefined;
  const policy = (stance: () => Stance = () => ({ who: {}, isOwn: false })): Document => ({
    Version: '2012-10-17',
    Statement: Array.from({ length: 1 + pick(3) }, () => anyStatement(pick, { action, resource, hasTeam }, stance())),
  });
  const caller = of(callers);
  const isPerson = caller.account !== null;
  return {
    request: { caller, action, resource, account: own, context },
    written: {
      identity: isPerson ? Array.from({ length: pick(3) }, () => policy()) : [],
      boundary: isPerson && pick(3) === 0 ? policy() : undefined,
      resource: pick(3) === 0 ? undefined : policy(() => ({ who: anyPrincipal(pick), isOwn: true })),
      endpoint: pick(4) === 0 ? policy(() => ({ who: { Principal: '*' }, isOwn: false })) : undefined,
      organization: pick(3) === 0 ? Array.from({ length: 1 + pick(2) }, () => [policy(), policy()].slice(pick(2))) : [],
      control: pick(4) === 0 ? refusing(policy(() => ({ who: { Principal: '*' }, isOwn: false }))) : [],
    },
  };
}
