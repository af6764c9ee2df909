import { evaluate } from '@atelier/cloudformation';
import type { JourneyProof } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { noLimits } from '../../../src/journeys/limits/account-limits.ts';
import { limitsOf } from '../../../src/journeys/limits/limits-of.ts';
import { ownBoundary } from '../../../src/journeys/limits/own-boundary.ts';
import { proveJourneys } from '../../../src/journeys/prove-journeys.ts';
import { rights } from '../../../src/rights/rights.ts';
import type { AwsWorkspace } from '../../../src/stacks/ground.ts';
import { synthesise } from '../../../src/synthesise.ts';
import { exampleFile } from '../../example.ts';

const place = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const company = await exampleFile('company/atelier.yaml');
const templates = (await synthesise(company)).stacks;
const stacks = evaluate(templates, place);

const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

function under(...policies: readonly unknown[]): JourneyProof {
  const files = policies.map((policy, index) => ({ file: `scp${index + 1}.json`, text: JSON.stringify(policy) }));
  return proveJourneys(company, stacks, place, { limits: limitsOf(company, files, null) });
}

const unlimited = proveJourneys(company, stacks, place);
const regions = (...names: readonly string[]) => ({
  Sid: 'Regions',
  Effect: 'Deny',
  NotAction: ['iam:*', 'budgets:*', 'sts:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': names } },
});

describe('policies of the organization', () => {
  test('that take nothing away leave every journey as it was', () => {
    const full = { Effect: 'Allow', Action: '*', Resource: '*' };
    for (const policy of [
      document(full),
      document(regions('eu-central-1')),
      document({ ...full, Effect: 'Deny', Action: 'lightsail:*' }),
    ])
      expect(under(policy)).toEqual(unlimited);
  });

  test.each<readonly [string, object, RegExp, RegExp, object]>([
    [
      'a region',
      document(regions('us-east-1')),
      /^The statement Regions of scp1\.json refuses it \(the policies of the organization\)\.$/,
      /^Let \S+ on \S+ through the statement Regions of scp1\.json\.$/,
      document(regions('us-east-1', 'eu-central-1')),
    ],
    [
      'a service, by leaving it out of what is allowed',
      document({ Effect: 'Allow', NotAction: 'codeartifact:*', Resource: '*' }),
      /^Nothing in scp1\.json allows it/,
      /^Allow codeartifact:\S+ on \S+ in scp1\.json\.$/,
      document({ Effect: 'Allow', Action: '*', Resource: '*' }),
    ],
    [
      'a statement without a name',
      document(
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'sagemaker:CreateApp', Resource: '*' },
      ),
      /^The statement 2 of scp1\.json refuses it/,
      /^Let sagemaker:CreateApp on \S+ through the statement 2 of scp1\.json\.$/,
      document({ Effect: 'Allow', Action: '*', Resource: '*' }),
    ],
  ])('break journeys that they take away: %s; what the fix says mends it', (_, policy, because, fix, mended) => {
    const { broken } = under(policy);
    expect(broken.map((one) => one.because)).toContainEqual(expect.stringMatching(because));
    expect(broken.map((one) => one.fix)).toContainEqual(expect.stringMatching(fix));
    expect(under(mended)).toEqual(unlimited);
  });

  test('of each place have to allow: a list is one place, two files are two', () => {
    const allow = (Action: string | readonly string[]) => document({ Effect: 'Allow', Action, Resource: '*' });
    const [some, others] = [allow('s3:*'), document({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })];
    expect(under([some, others])).toEqual(unlimited);
    const { broken } = under(some, others);
    expect(broken.map(({ because }) => because)).toContainEqual(expect.stringContaining('Nothing in scp2.json'));
    expect(broken.map(({ because }) => because)).toContainEqual(expect.stringContaining('Nothing in scp1.json'));
  });

  test('hold neither for services of AWS themselves nor for senders of other accounts', () => {
    const { broken } = under(document({ Effect: 'Deny', Action: '*', Resource: '*' }));
    const who = new Set(broken.map((one) => one.who));
    expect(who).toContain('jobs of yields');
    for (const other of ['CloudWatch Logs', 'S3', 'Studio']) expect(who).not.toContain(other);
    expect([...who].filter((one) => one.startsWith('sender'))).toEqual([]);
  });

  test('over resources hold for senders and services too, and for services that know them alone', () => {
    const Action = ['s3:*', 'kms:*', 'sts:*', 'sagemaker:*'];
    const control = { Sid: 'Perimeter', Effect: 'Deny', Principal: '*', Action, Resource: '*' };
    const { broken } = under(document(control));
    const who = new Set(broken.map((one) => one.who));
    for (const one of ['CloudWatch Logs', 'S3', 'jobs of yields']) expect(who).toContain(one);
    expect([...who].filter((one) => one.startsWith('sender'))).not.toEqual([]);
    expect(broken.filter(({ call }) => call.startsWith('sagemaker:'))).toEqual([]);
  });

  test('that hang on what no template says prove nothing, and say on what, once', () => {
    const perimeter = {
      ...{ Sid: 'Ours', Effect: 'Deny', Action: 's3:*', Resource: '*' },
      Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } },
    };
    const { broken, notProven } = under(document(perimeter));
    expect(broken).toEqual([]);
    expect(notProven.filter(({ because }) => because.includes('Ours'))).toEqual([
      {
        journey: 'what the statement Ours of scp1.json speaks of',
        who: expect.arrayContaining(['lena', 'jobs of yields']),
        because: expect.stringContaining('hangs on aws:resourceorgid'),
      },
    ]);
  });

  test('name the organization by their ARN, so that nothing hangs on it', () => {
    const perimeter = {
      ...{ Sid: 'Ours', Effect: 'Deny', Action: 's3:*', Resource: '*' },
      Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-exampleorgid' } },
    };
    const arn = (id: string) => `arn:aws:organizations::999988887777:policy/${id}/service_control_policy/p-1`;
    const printed = (id: string) => ({
      Policy: {
        PolicySummary: { Arn: arn(id), Name: 'Ours', Type: 'SERVICE_CONTROL_POLICY' },
        Content: JSON.stringify(document(perimeter)),
      },
    });
    expect(under(printed('o-exampleorgid'))).toEqual(unlimited);
    expect(under(printed('o-otherorgid1')).broken).not.toEqual([]);
  });
});

describe('shapes that organizations write', () => {
  const perimeter = (Condition: object, more: object = {}) =>
    document({ Sid: 'Shape', Effect: 'Deny', Action: '*', Resource: '*', Condition, ...more });

  test.each<readonly [string, object]>([
    ['roles of machines', perimeter({ Null: { 'ec2:SourceInstanceARN': 'false' } })],
    ['roles with a tag', perimeter({ StringEquals: { 'aws:PrincipalTag/dp:include:network': 'true' } })],
    [
      'tags of the organization',
      perimeter({ 'ForAnyValue:StringLike': { 'aws:TagKeys': ['dp:*'] } }, { Action: 's3:*' }),
    ],
    ['keys of another service', perimeter({ StringEquals: { 'ec2:Owner': 'amazon' } }, { Action: 's3:*' })],
    ['things with a tag that none has', perimeter({ StringEquals: { 'aws:ResourceTag/dp:exclude': 'true' } })],
    ['plain HTTP', perimeter({ Bool: { 'aws:SecureTransport': 'false' } })],
    ['root', perimeter({ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })],
  ])('%s take nothing away', (_, policy) => {
    expect(under(policy)).toEqual(unlimited);
  });

  test.each<readonly [string, object, string]>([
    [
      'uploads with a header',
      perimeter({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, { Action: 's3:PutObject' }),
      's3:x-amz',
    ],
    [
      'times of the day',
      perimeter({ DateGreaterThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
      'aws:currenttime',
    ],
    [
      'members of an organization',
      perimeter({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      'describe-policy',
    ],
  ])('%s leave it open, and say why', (_, policy, words) => {
    const { broken, notProven } = under(policy);
    expect(broken).toEqual([]);
    expect(notProven.filter(({ because }) => because.includes('Shape'))).toEqual([
      expect.objectContaining({ because: expect.stringContaining(words) }),
    ]);
  });

  test.each<readonly [string, object, string]>([
    ['interfaces for others', perimeter({}, { Action: 'ec2:CreateNetworkInterfacePermission' }), 'jobs of yields'],
    ['addresses of layers', perimeter({}, { Action: 'ecr:GetDownloadUrlForLayer' }), 'model servers of yields'],
    [
      'networks that are not theirs',
      perimeter({
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
      }),
      'lena',
    ],
  ])('%s break journeys', (_, policy, who) => {
    expect(under(policy).broken.map((one) => one.who)).toContain(who);
  });
});

describe('the boundary', () => {
  const withBoundary = (permissionsBoundary: string): AwsWorkspace => ({
    ...company,
    aws: { ...company.aws, iam: { ...company.aws.iam, permissionsBoundary } },
  });
  const bounded = async (workspace: AwsWorkspace) => {
    const made = (await synthesise(workspace)).stacks;
    return { made, evaluated: evaluate(made, place) };
  };

  test.each(['company/atelier', 'acme/atelier', 'existing/atelier', 'published/migration'])(
    'that atelier rights writes for %s lets every journey through',
    async (file) => {
      const plain = await exampleFile(`${file}.yaml`);
      const iam = { ...plain.aws.iam, permissionsBoundary: `AtelierBoundary-${plain.name}` };
      const workspace = { ...plain, aws: { ...plain.aws, iam } };
      const here = { ...place, region: workspace.aws.region };
      const made = (await synthesise(workspace)).stacks;
      const boundary = ownBoundary(workspace, made);
      expect(boundary).not.toBeNull();
      const proof = proveJourneys(workspace, evaluate(made, here), here, { limits: { ...noLimits, boundary } });
      expect(proof.broken).toEqual([]);
      expect(proof.notProven.filter(({ because }) => because.includes('boundary'))).toEqual([]);
    },
  );

  test('that nobody has shown proves nothing, and says so once', async () => {
    const workspace = withBoundary('Company');
    const { evaluated } = await bounded(workspace);
    const { broken, notProven } = proveJourneys(workspace, evaluated, place);
    expect(broken).toEqual([]);
    expect(notProven.filter(({ because }) => because.includes('--boundary'))).toEqual([
      {
        journey: 'what is done in roles under the boundary',
        who: expect.arrayContaining(['lena', 'jobs of yields']),
        because: expect.stringContaining('arn:aws:iam::111122223333:policy/Company'),
      },
    ]);
  });

  test('that is handed in is asked, and what it takes away is named', async () => {
    const workspace = withBoundary('Company');
    const { made, evaluated } = await bounded(workspace);
    const { policies } = await rights(workspace, { stacks: made }, 'boundary');
    const text = JSON.stringify({ policies });
    const proven = proveJourneys(workspace, evaluated, place, {
      limits: limitsOf(workspace, [], { file: 'b.json', text }),
    });
    expect(proven.broken).toEqual([]);
    const document = structuredClone(policies[0]?.document) as unknown as { Statement: object[] };
    document.Statement.push({ Sid: 'NoApps', Effect: 'Deny', Action: 'sagemaker:CreateApp', Resource: '*' });
    const taken = limitsOf(workspace, [], { file: 'b.json', text: JSON.stringify(document) });
    expect(proveJourneys(workspace, evaluated, place, { limits: taken }).broken).toContainEqual(
      expect.objectContaining({
        who: 'lena',
        journey: 'space.start on the own space',
        because: 'The statement NoApps of b.json refuses it (the boundary of the role).',
        fix: expect.stringMatching(/^Let sagemaker:CreateApp on \S+ through the statement NoApps of b\.json\.$/),
      }),
    );
  });

  test('is refused where the file names none', () => {
    const given = { file: 'b.json', text: JSON.stringify(document({ Effect: 'Allow', Action: '*', Resource: '*' })) };
    expect(() => limitsOf(company, [], given)).toThrow(expect.objectContaining({ code: 'NoBoundaryNamed' }));
  });
});
