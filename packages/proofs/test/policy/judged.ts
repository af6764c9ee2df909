import { prove, type Template } from '../../src/index.ts';

type Statement = Readonly<Record<string, unknown>>;

export const account = '111122223333';

/** An account that is nobody's here. */
export const stranger = '999988887777';

/** Ids of the rules that some resources break, each once. */
export async function judged(Resources: Readonly<Record<string, unknown>>, rest: object = {}): Promise<string[]> {
  // As a file has it: what is undefined is not there.
  const template = JSON.parse(JSON.stringify({ ...rest, Resources })) as Template;
  const { findings } = await prove([{ stack: 's', region: 'eu-central-1', account, template }]);
  return [...new Set(findings.map(({ rule }) => rule))];
}

/** Rules about what policies say; templates of these tests are too small for the others. */
const policyRules = [
  'endpoint-policy',
  'bucket-outside',
  'bucket-tls',
  'studio-link',
  'tracking-link',
  'star-on-star',
  'service-wide-rights',
  'broad-managed-policy',
  'pass-role',
  'function-escalation',
  'run-as-another',
  'assume-any-role',
  'stack-escalation',
  'policy-edit',
  'self-approval',
  'all-data',
  'opening-right',
  'network-right',
  'standing-credential',
  'public-principal',
  'trust-anyone',
  'foreign-account',
  'deputy',
  'unread-policy',
  'unreviewed-policy',
  'untold-owner',
];

export function ofPolicies(rules: readonly string[]): string[] {
  return rules.filter((rule) => policyRules.includes(rule));
}

/** Statements that a role is given, and the rule that has to notice. */
export type RightsCase = readonly [name: string, rule: string, statements: readonly Statement[]];

const trustOfJobs: Statement = {
  Effect: 'Allow',
  Principal: { Service: 'sagemaker.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

/** A role for jobs, with statements of its own. */
export function role(...statements: readonly Statement[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [trustOfJobs] },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    },
  };
}

/** A role that whoever a statement names may take on. */
export function roleFor(statement: Statement) {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [trust] } } };
}

export function allow(Action: unknown, Resource: unknown = '*', more: Statement = {}): Statement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

export function deny(Action: unknown, more: Statement): Statement {
  return { Effect: 'Deny', Action, ...more };
}

/** One role of the account, to be handed on. */
export const oneRole = `arn:aws:iam::${account}:role/one`;

/** Held to the services that a role may be handed to. */
export function passed(service: unknown, operator = 'StringEquals'): Statement {
  return { Condition: { [operator]: { 'iam:PassedToService': service } } };
}
