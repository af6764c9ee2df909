import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { workOf } from '../../../test/work-of.ts';
import { prove, readTemplates, type StackTemplate } from '../src/index.ts';
import { draftOf } from './draft.ts';
import { allProven, fixtureHoles, holes } from './holes.ts';
import { perimeterTwins } from './perimeter-twins.ts';

let isolated: readonly StackTemplate[];

beforeAll(async () => {
  isolated = await readTemplates([join(import.meta.dirname, 'fixtures/isolated.yaml')]);
});

test('in an isolated workspace every promise is proven', async () => {
  expect(await prove(isolated)).toEqual(allProven);
});

describe('one hole in it is found, and nothing else', () => {
  test.each([...holes, ...fixtureHoles])('$name', async ({ rule, dig }) => {
    const draft = draftOf(isolated);
    const { stack, id, path } = dig(draft);
    const { ok, findings } = await prove(draft.templates);
    expect(findings.map((found) => [found.rule, found.stack, found.resource, found.path])).toEqual([
      [rule, stack, id, path],
    ]);
    expect(ok).toBe(false);
    expect(findings[0]?.message).toMatch(/\.$/);
    expect(findings[0]?.fix).toMatch(/\.$/);
  });
});

describe('what comes close to a hole is none', () => {
  test.each(perimeterTwins)('$name', async ({ dig }) => {
    const draft = draftOf(isolated);
    dig(draft);
    expect(await prove(draft.templates)).toEqual(allProven);
  });
});

test('a condition that nobody can decide is named', async () => {
  const [one] = draftOf(isolated).templates;
  const half = {
    stack: 'half',
    region: null,
    template: {
      ...(one as StackTemplate).template,
      Parameters: { Mode: { Type: 'String' } },
      Conditions: { IsOpen: { 'Fn::Equals': [{ Ref: 'Mode' }, 'open'] } },
    },
  };
  expect((await prove([half])).findings).toMatchObject([
    {
      rule: 'undecided-condition',
      verdict: 'not proven',
      stack: 'half',
      resource: 'IsOpen',
      path: 'Conditions.IsOpen',
    },
  ]);
});

test('a network of another stack is followed to the holes in it', async () => {
  const network = {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
    Out: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, GatewayId: 'igw-1' } },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    Join: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } },
    },
  };
  const Outputs = { Subnet: { Value: { Ref: 'Subnet' }, Export: { Name: 'subnet' } } };
  const Properties = { VpcConfig: { Subnets: [{ 'Fn::ImportValue': 'subnet' }] } };
  const { findings } = await prove([
    { stack: 'work', region: null, template: { Resources: { Model: { Type: 'AWS::SageMaker::Model', Properties } } } },
    { stack: 'net', region: null, template: { Resources: network, Outputs } },
  ]);
  expect(findings).toMatchObject([
    {
      rule: 'route-out',
      stack: 'net',
      resource: 'Out',
      message: expect.stringContaining('Model -> Subnet -> Table -> '),
    },
  ]);
});

test('thirty stacks of three hundred resources are judged without much work', async () => {
  const copies = Array.from({ length: 30 }, (_, index) => {
    const [one] = draftOf(isolated).templates;
    const { Resources } = (one as StackTemplate).template;
    const more = ['b', 'c', 'd', 'e', 'f'].flatMap((mark) =>
      Object.entries(Resources).map(([id, resource]) => [`${id}${mark}`, resource]),
    );
    const template = { Resources: { ...Resources, ...Object.fromEntries(more) } };
    return { stack: `stack${index}`, region: null, template };
  });
  expect(copies.flatMap(({ template }) => Object.keys(template.Resources)).length).toBeGreaterThan(9_000);
  expect(await workOf(() => prove([...copies]))).toBeLessThan(800);
});
