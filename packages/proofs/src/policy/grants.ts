import type { Violation } from '../rule.ts';
import { arnParts } from './arn.ts';
import { type Condition, demandsOneOf, holdsForOthers } from './condition.ts';
import { globCovers, globMatches, globsOverlap } from './glob.ts';
import type { Identity } from './identities.ts';
import { coversEverything, speaksOf } from './read-policy.ts';
import type { Statement } from './statement.ts';

/** Everything, or everything but a few things, on everything: judged by a rule of its own and by no other. */
export function isEverything(statement: Statement): boolean {
  const known = everything.get(statement) ?? saysEverything(statement);
  everything.set(statement, known);
  return known;
}

/** Each statement is asked about for each action that a rule looks at. */
const everything = new WeakMap<Statement, boolean>();

function saysEverything(statement: Statement): boolean {
  const isAnyAction = statement.actions.some(isAnyOfAll) || statement.notActions.length > 0;
  return statement.allows && isAnyAction && coversEverything(statement);
}

/** Whether a pattern of actions matches all there are, in whatever way it is written. */
function isAnyOfAll(pattern: string): boolean {
  return ['zq:zq7', 'yj:jxyj8'].every((action) => globMatches(pattern, action));
}

/** Statements that give an identity the right to an action, unless it is refused wherever they give it. */
export function grants(identity: Identity, action: string): readonly Statement[] {
  const allowed = allowances(identity, action);
  if (allowed.length === 0) return allowed;
  const refusals = refusalsOf(identity, action);
  return allowed.filter((one) => !refusals.some((refusal) => coversAllOf(refusal, one)));
}

/** Statements that give the right to an action on a resource, named by an ARN, unless it is refused there. */
export function grantsOn(identity: Identity, action: string, probe: Probe): readonly Statement[] {
  const allowed = allowances(identity, action);
  if (allowed.length === 0) return allowed;
  const refusals = refusalsOf(identity, action);
  return allowed.filter((one) => {
    const arns = one.resources.length > 0 ? one.resources : ['*'];
    return arns.some((pattern) => {
      const arn = probeFor(pattern, probe);
      return matches(one, arn) && !refusals.some((refusal) => matches(refusal, arn));
    });
  });
}

function allowances(identity: Identity, action: string): readonly Statement[] {
  return speaking(identity, action).filter((one) => one.allows && !isEverything(one) && !isBesideThePoint(one, action));
}

/** Every rule asks the same identities about much the same actions. */
const known = new WeakMap<Identity, Map<string, readonly Statement[]>>();

function speaking(identity: Identity, action: string): readonly Statement[] {
  const before = known.get(identity) ?? new Map<string, readonly Statement[]>();
  known.set(identity, before);
  const found = before.get(action) ?? identity.statements.filter((one) => speaksOf(one, action));
  before.set(action, found);
  return found;
}

/** Whether no resource is of a kind that an action takes, as a role is for S3, and an object for a bucket's policy. */
function isBesideThePoint({ resources }: Statement, action: string): boolean {
  const isOfBuckets = /^s3:/.test(action) && !/object|multipart|retention/i.test(action);
  const isOther = (arn: string) => {
    const takers = takersOf[arnParts(arn)[2] ?? ''];
    return (takers !== undefined && !takers.test(action)) || (isOfBuckets && insideBucket.test(arn));
  };
  return resources.length > 0 && resources.every(isOther);
}

/** Objects of one bucket, which is named in full. */
const insideBucket = /^(arn:[^:]*:s3:::)?([^*?/:⟨⟩]|⟨[^⟨⟩]*⟩)+\/./;

/** Which actions take ARNs of a service; those of others are taken by many. */
const takersOf: Readonly<Record<string, RegExp>> = { iam: /^(iam|sts|sso):/, s3: /^s3(-object-lambda)?:/ };

function refusalsOf(identity: Identity, action: string): readonly Statement[] {
  return speaking(identity, action).filter((one) => !one.allows && one.conditions.length === 0);
}

/** Whether a refusal covers every resource of an allowance. */
function coversAllOf(refusal: Statement, { resources }: Statement): boolean {
  const given = resources.length > 0 ? resources : ['*'];
  if (refusal.resources.length > 0) {
    return given.every((one) => refusal.resources.some((pattern) => globCovers(pattern, one)));
  }
  return given.every((one) => !refusal.notResources.some((spared) => globsOverlap(spared, one)));
}

function matches({ resources, notResources }: Statement, arn: string): boolean {
  if (resources.length > 0) return resources.some((pattern) => globMatches(pattern, arn));
  return !notResources.some((pattern) => globMatches(pattern, arn));
}

/** A resource that nobody has named: only a pattern that is as wide as all of its kind matches it. */
export interface Probe {
  readonly service: string;
  /** Such as `role/zq7`. */
  readonly resource: string;
}

/** The probe in the partition, region and account that a pattern names, so that its name alone decides. */
function probeFor(pattern: string, { service, resource }: Probe): string {
  const [, partition = '*', , region = '*', account = '*'] = arnParts(pattern);
  const place = [
    literal(region, globals[service] ? '' : 'zq-1'),
    literal(account, globals[service]?.account ?? someone),
  ];
  return ['arn', literal(partition, 'aws'), service, ...place, resource].join(':');
}

const someone = '000000000007';

/** Services whose ARNs name no region. */
const globals: Readonly<Record<string, { readonly account: string }>> = {
  iam: { account: someone },
  s3: { account: '' },
};

function literal(part: string, otherwise: string): string {
  return /[*?]/.test(part) ? otherwise : part;
}

/** Values that a request must have under a key, for a statement to allow it. */
export function demanded(
  identity: Identity,
  statement: Statement,
  action: string,
  key: string,
): readonly string[] | null {
  const { conditions } = statement;
  const own = conditions.filter((one) => one.key === key && demandsOneOf(one, conditions));
  const refused = identity.statements.filter(
    (one) => !one.allows && speaksOf(one, action) && coversAllOf(one, statement) && isDemand(one.conditions, key),
  );
  const lists = [...own, ...refused.flatMap((one) => one.conditions)].map(({ values }) => values);
  return lists.toSorted((one, other) => one.length - other.length)[0] ?? null;
}

/** A refusal of everything but some values demands one of these. */
function isDemand([condition, second]: readonly Condition[], key: string): boolean {
  return condition !== undefined && second === undefined && condition.key === key && holdsForOthers(condition);
}

/** Keys that every caller has, or can give himself: they set nothing apart. */
const idle = [
  'aws:(securetransport|requestedregion|currenttime|epochtime|useragent|referer|tagkeys|multifactorauth.*)',
  'aws:(tokenissuetime|(called)?via.*|principal.*|resource(account|org.*)|source.*|vpcsourceip|user(id|name))',
  'aws:(ec2.*|requesttag/.*)',
  'ec2:region',
  'secretsmanager:versionstage',
  'kms:(encryptionalgorithm|key(origin|spec|usage)|calleraccount)',
  's3:(tlsversion|authtype|signature.*|resourceaccount)',
];

const idleKeys = new RegExp(`^(${idle.join('|')})$`);

/** Whether a condition of an allowance holds it to some of the resources or uses, by a value that says which. */
export function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some(
    (one) =>
      !idleKeys.test(one.key) && demandsOneOf(one, conditions) && one.values.every((value) => /[^*?]/.test(value)),
  );
}

export function statementHole({ at, path }: Statement, message: string, fix: string): Violation {
  return { at, path, message, fix };
}
