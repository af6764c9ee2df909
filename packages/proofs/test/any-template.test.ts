import { expect, test } from 'vitest';
import { workOf } from '../../../test/work-of.ts';
import { prove, rules, type Template } from '../src/index.ts';

/** Numbers that look random and are the same each time (a linear congruential generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const types = [
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::VPCEndpoint',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::KMS::Key',
  'AWS::SageMaker::Domain',
  'AWS::SageMaker::Model',
  'AWS::SageMaker::MlflowApp',
  'AWS::CodeArtifact::Repository',
  'AWS::Lambda::Function',
  'AWS::CloudFormation::Stack',
  'Custom::Thing',
  '',
  'constructor',
];

const keys = [
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::If',
  'Fn::FindInMap',
  'Fn::ImportValue',
  'Fn::Cidr',
  'Fn::Nothing',
  'VpcId',
  'SubnetIds',
  'SubnetId',
  'RouteTableId',
  'SecurityGroupIds',
  'SecurityGroupEgress',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policies',
  'Statement',
  'Effect',
  'Principal',
  'Action',
  'Resource',
  'Condition',
  'StringNotEquals',
  'aws:SourceVpce',
  'BucketName',
  'Bucket',
  'ServiceName',
  'CidrBlock',
  'CidrIp',
  'ArtifactStoreUri',
  'Upstreams',
  'Roles',
  '__proto__',
  'toString',
];

const scalars = [
  'A',
  'B.Arn',
  '*',
  'Allow',
  '10.0.0.0/8',
  '0.0.0.0/0',
  '::/0',
  '',
  's3://x',
  `\${A}\${`,
  '⟨s/A⟩',
  'AWS::Region',
  'AWS::NoValue',
  '[{]',
  0,
  -1,
  1e99,
  true,
  null,
];

function anything(pick: (below: number) => number, depth: number): unknown {
  const kind = pick(depth > 5 ? 2 : 6);
  if (kind < 2) return scalars[pick(scalars.length)];
  if (kind === 2) return Array.from({ length: pick(4) }, () => anything(pick, depth + 1));
  const entries = Array.from(
    { length: pick(5) },
    () => [keys[pick(keys.length)] ?? '', anything(pick, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}

function anyTemplate(seed: number): Template {
  const pick = seeded(seed);
  const names = ['A', 'B', 'C', 'D', 'E', 'constructor'];
  const properties = () => Object.fromEntries(keys.slice(11).map((key) => [key, anything(pick, 0)]));
  const resources = names.map((name) => {
    const resource = { Type: types[pick(types.length)], Properties: pick(4) === 0 ? anything(pick, 0) : properties() };
    return [name, pick(8) === 0 ? anything(pick, 0) : { ...resource, DependsOn: anything(pick, 3) }];
  });
  const parts = ['Parameters', 'Conditions', 'Mappings', 'Outputs'].map((part) => [
    part,
    { A: anything(pick, 0), B: anything(pick, 0) },
  ]);
  return JSON.parse(JSON.stringify({ Resources: Object.fromEntries(resources), ...Object.fromEntries(parts) }));
}

/** A hole that needs nothing else to be one. */
const open = {
  stack: 'open',
  region: 'eu-central-1',
  template: {
    Resources: {
      Door: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: 'sg-1', IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
      },
    },
  },
};

test.each(Array.from({ length: 20 }, (_, index) => index))(
  'arbitrary templates, seed %d, are judged alike each time, and hide no hole beside them',
  async (seed) => {
    const ids = new Set(rules.map(({ id }) => id));
    for (let index = 0; index < 20; index++) {
      const template = anyTemplate(seed * 1000 + index);
      const stacks = [
        { stack: 's', region: null, template },
        { stack: 's/A', region: 'eu-central-1', template: anyTemplate(seed * 1000 + index + 500) },
        open,
      ];
      const { ok, findings, ...verdicts } = await prove(stacks);
      expect(findings.filter(({ rule }) => !ids.has(rule))).toEqual([]);
      expect(await prove(stacks)).toEqual({ ok, findings, ...verdicts });
      // Whatever stands beside it, a hole stays one.
      expect(ok).toBe(false);
      expect(findings).toContainEqual(expect.objectContaining({ stack: 'open', resource: 'Door' }));
    }
  },
);

const broken: readonly unknown[] = [null, 1, [], {}, { Resources: null }, { Resources: [] }, { Resources: { A: 1 } }];

test.each(broken)('%j in the place of a template is judged', async (template) => {
  await expect(prove([{ stack: 's', region: null, template: template as Template }])).resolves.toBeDefined();
});

const chain = (link: (index: number) => unknown) =>
  Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`N${index}`, link(index)]));
const doubled = (depth: number): unknown =>
  depth === 0 ? 'x' : { 'Fn::Sub': [`\${a}\${a}`, { a: doubled(depth - 1) }] };
const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);

const endless: readonly (readonly [string, unknown])[] = [
  [
    'text that doubles itself',
    { Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: doubled(60) } } } },
  ],
  ['lists in lists', { Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: nested(3000) } } } }],
  [
    'conditions that wait for each other',
    { Resources: {}, Conditions: chain((index) => ({ 'Fn::Not': [{ Condition: `N${index + 1}` }] })) },
  ],
  [
    'imports of imports',
    {
      Resources: {},
      Outputs: chain((index) => ({ Value: { 'Fn::ImportValue': `e${index + 1}` }, Export: { Name: `e${index}` } })),
    },
  ],
  [
    'resources that wait for each other',
    { Resources: chain((index) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: `N${index + 1}` } } })) },
  ],
];

test.each(endless)('%s end, without much work', async (_, template) => {
  const proven = () => prove([{ stack: 's', region: null, template: template as Template }]);
  expect(await workOf(proven)).toBeLessThan(500);
});
