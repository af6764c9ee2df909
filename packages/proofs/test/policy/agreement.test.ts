import { expect, test } from 'vitest';
import { allows } from '../../../aws/test/rights/ask-iam.ts';
import { judged, role } from './judged.ts';

/** The account in which the simulation asks. */
const own = 'arn:aws:iam::123456789012';

interface Attack {
  readonly action: string;
  readonly resource: string;
  /** Rules of which one has to notice who may do this. */
  readonly rules: readonly string[];
  /** Contexts that a caller can give a request; that much is up to him. */
  readonly contexts: readonly Readonly<Record<string, string>>[];
}

const everything = ['star-on-star', 'service-wide-rights'];
const service = (name: string) => ({ 'iam:PassedToService': name });

/** The context that every request has. */
const usual = [{ 'aws:SecureTransport': 'true', 'aws:RequestedRegion': 'eu-central-1' }];

/** Calls on resources that nobody has named in a policy. */
const attacks: readonly Attack[] = [
  {
    action: 'iam:PassRole',
    resource: `${own}:role/Zz9`,
    rules: ['pass-role'],
    contexts: [service('glue.amazonaws.com'), service('sagemaker.amazonaws.com')],
  },
  {
    action: 'iam:PassRole',
    resource: `${own}:role/one`,
    rules: ['pass-role'],
    contexts: [{}, service('odd.amazonaws.com'), service('lambda.amazonaws.com')],
  },
  { action: 'iam:PutRolePolicy', resource: `${own}:role/Zz9`, rules: ['policy-edit'], contexts: [{}] },
  { action: 'sts:AssumeRole', resource: `${own}:role/Zz9`, rules: ['assume-any-role'], contexts: usual },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::zz9/k', rules: ['all-data'], contexts: usual },
  { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::zz9', rules: ['opening-right'], contexts: usual },
];

/** Numbers that look random and are the same each time (a linear congruential generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const actions = [
  '*',
  'iam:*',
  'iam:Pass*',
  'iam:P*',
  'IAM:PassRole',
  'sts:Assume*',
  's3:?*',
  's3:*Object*',
  's3:GetObject',
  's3:Put*',
  's3:Get?bject',
];
const resources = [
  '*',
  'arn:*',
  `${own}:*`,
  `${own}:role/*`,
  `${own}:role/?*`,
  `${own}:role/one`,
  'arn:aws:iam::*:role/*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::one/*',
  'arn:aws:s3:::*/*',
  'arn:aws:s3:::one',
];
const conditions: readonly object[] = [
  {},
  {},
  {},
  { StringEquals: service('glue.amazonaws.com') },
  { StringLike: service('*') },
  { StringNotEquals: service('glue.amazonaws.com') },
  { StringEqualsIfExists: service('glue.amazonaws.com') },
  { 'ForAllValues:StringEquals': service('glue.amazonaws.com') },
  { Null: { 'iam:PassedToService': 'true' } },
  { StringEquals: { 'aws:ResourceTag/team': 'one' } },
  { StringEqualsIfExists: { 'aws:ResourceTag/team': 'one' } },
  { StringNotEquals: { 'aws:ResourceTag/team': 'one' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { StringLike: { 'aws:RequestedRegion': 'eu-*' }, Bool: { 'aws:SecureTransport': 'true' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { StringEquals: { 'iam:PermissionsBoundary': `${own}:policy/bound` } },
  { Null: { 'iam:PermissionsBoundary': 'true' } },
];

function anyStatement(pick: (below: number) => number) {
  const of = <Item>(list: readonly Item[]) => list[pick(list.length)] as Item;
  const some = () => Array.from({ length: 1 + pick(2) }, () => of(actions));
  return {
    Effect: pick(3) === 0 ? 'Deny' : 'Allow',
    [pick(8) === 0 ? 'NotAction' : 'Action']: some(),
    [pick(5) === 0 ? 'NotResource' : 'Resource']: [of(resources)],
    Condition: of(conditions),
  };
}

test.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'whatever a simulation of IAM lets a role do is noticed, seed %d',
  { timeout: 120_000 },
  async (seed) => {
    const pick = seeded(seed + 1);
    let allowed = 0;
    for (let round = 0; round < 100; round++) {
      const statements = Array.from({ length: 1 + pick(3) }, () => anyStatement(pick));
      const found = await judged({ Role: role(...statements) });
      const document = { Version: '2012-10-17', Statement: statements };
      for (const { action, resource, rules, contexts } of attacks) {
        const answers = await Promise.all(
          contexts.map((context) =>
            allows([{ name: 'p', document } as never], { action, resource, tags: {}, context } as never),
          ),
        );
        const noticed = found.filter((rule) => [...rules, ...everything].includes(rule));
        if (!answers.includes(true)) continue;
        allowed++;
        expect({ action, statements, noticed }).not.toMatchObject({ noticed: [] });
      }
    }
    // Otherwise nothing would have been compared.
    expect(allowed).toBeGreaterThan(50);
  },
);
