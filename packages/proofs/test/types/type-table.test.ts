import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownTypes, type PropertySchemas, resourceSchema, structureOf, type ValueType } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/index.ts';
import { buildModel } from '../../src/model.ts';
import { attachments } from '../../src/network/attachments.ts';
import { type Danger, entryOf, isNamed, readTypeTable } from '../../src/types/type-table.ts';

const table = await readTypeTable();
const serviceOf = (type: string) => type.split('::')[1] ?? '';
const byService = Map.groupBy(knownTypes(), serviceOf);

const understood = Object.entries(table).flatMap(([service, entry]) =>
  Object.entries(entry.understood ?? {}).map(([name, dangers]) => [`AWS::${service}::${name}`, dangers] as const),
);

test('every type of CloudFormation has a class, and somebody has counted the types of each service', () => {
  expect(knownTypes().filter((type) => entryOf(type, table) === undefined)).toEqual([]);
  const counted = Object.entries(table).map(([service, { types }]) => [service, types]);
  expect(Object.fromEntries(counted)).toEqual({
    ...Object.fromEntries([...byService].map(([service, types]) => [service, types.length])),
    CDK: 0,
  });
});

test('a type that nobody has named is never inert and never understood', () => {
  const unnamed = knownTypes().filter((type) => !isNamed(type, table));
  const classes = new Set(unnamed.map((type) => entryOf(type, table)?.class));
  expect(classes).toEqual(new Set(['not modelled', 'outside']));
});

test('the table names types that CloudFormation has, each once', () => {
  const named = Object.entries(table).flatMap(([service, { inert = [], understood = {}, outside = [] }]) =>
    [...inert, ...Object.keys(understood), ...outside.flatMap(({ types }) => types)].map(
      (name) => `AWS::${service}::${name}`,
    ),
  );
  expect(named.filter((type) => type !== 'AWS::CDK::Metadata' && resourceSchema(type) === null)).toEqual([]);
  expect(named.filter((type, index) => named.indexOf(type) < index)).toEqual([]);
});

test('few types are inert, and none of those takes a key, a network group, a role or a place to write to', () => {
  const telling = /kms|securitygroup|bucket|s3|webhook|url$|role/i;
  const inert = knownTypes().filter((type) => entryOf(type, table)?.class === 'inert');
  const told = inert.flatMap((type) =>
    Object.keys(resourceSchema(type)?.properties ?? {})
      .filter((name) => telling.test(name))
      .map((name) => `${type} ${name}`),
  );
  expect(told).toEqual(harmlessOfInert);
  expect(inert.length).toBeLessThan(knownTypes().length / 10);
});

/** Properties of inert types that sound like more than they are. */
const harmlessOfInert: readonly string[] = [
  'AWS::ApiGateway::Account CloudWatchRoleArn',
  'AWS::ApplicationAutoScaling::ScalableTarget RoleARN',
  'AWS::IAM::InstanceProfile Roles',
];

/** Types of which a rule looks at whom they name, and nobody at what else they can do. */
const lookedAtInPart: readonly string[] = [
  'AWS::ACMPCA::Permission',
  'AWS::Events::EventBusPolicy',
  'AWS::LakeFormation::Permissions',
  'AWS::LakeFormation::PrincipalPermissions',
  'AWS::Lambda::LayerVersionPermission',
  'AWS::Organizations::Organization',
  'AWS::RAM::ResourceShare',
];

describe('what rules look at is understood', () => {
  test('or outside, by asking a model of nothing for its types', () => {
    const asked = new Set(Object.keys(attachments));
    const nothing = buildModel([], new Map());
    const model = {
      ...nothing,
      ofType: (...types: readonly string[]) => {
        for (const type of types) asked.add(type);
        return [];
      },
    };
    for (const rule of rules) rule.violations(model);
    const others = [...asked].filter((type) => !['understood', 'outside'].includes(entryOf(type, table)?.class ?? ''));
    expect(others.filter((type) => !lookedAtInPart.includes(type))).toEqual([]);
    expect(asked.size).toBeGreaterThan(80);
  });

  test('or outside, by the types that the rules name', () => {
    const folder = join(import.meta.dirname, '../../src/rules');
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const types = texts.flatMap((text) => [...text.matchAll(/'(AWS::\w+::\w+)'/g)].map(([, type = '']) => type));
    expect(types.filter((type) => !['understood', 'outside'].includes(entryOf(type, table)?.class ?? ''))).toEqual([]);
    expect(types.length).toBeGreaterThan(50);
  });
});

describe('every dangerous property', () => {
  const all = understood.flatMap(([type, dangers]) => dangers.map((danger) => ({ type, danger })));

  test('is there in the schema of its type', () => {
    expect(
      all.filter(({ type, danger }) => !hasProperty(type, danger)).map(({ type, danger }) => `${type} ${danger.at}`),
    ).toEqual([]);
  });

  test('names values that prove it, and a rule that there is', () => {
    const ids = new Set(rules.map(({ id }) => id));
    for (const { danger } of all) {
      const { is, not, like, must, rule } = danger;
      expect([is, not, like, must].some((one) => one !== undefined)).toBe(true);
      if (rule !== undefined) expect(ids).toContain(rule);
      if (like !== undefined) expect(() => new RegExp(like, 'i')).not.toThrow();
    }
  });

  test('that is a prefix list knows those of S3', () => {
    const source = join(import.meta.dirname, '../../../constructs/src/network/s3-prefix-list.ts');
    const ids = [...readFileSync(source, 'utf8').matchAll(/'(pl-\w+)'/g)].map(([, id]) => id);
    const lists = all
      .filter(({ danger }) => danger.at.endsWith('DestinationPrefixListId'))
      .map(({ danger }) => danger.is);
    expect(lists).toEqual([[...new Set(ids)].toSorted(), [...new Set(ids)].toSorted()]);
  });
});

/** Whether a path leads through the schema; what the schema leaves open counts as there. */
function hasProperty(type: string, { at }: Danger): boolean {
  const schema = resourceSchema(type);
  return schema !== null && leads(schema.properties, at.replaceAll('[]', '').split('.'));
}

function leads(properties: PropertySchemas, [step = '', ...rest]: readonly string[]): boolean {
  const found = properties[step];
  if (found === undefined) return false;
  return rest.length === 0 || [found.type, ...(found.previousTypes ?? [])].some((type) => leadsInto(type, rest));
}

function leadsInto(type: ValueType, rest: readonly string[]): boolean {
  if (type.type === 'ref') return leads(structureOf(type), rest);
  if (type.type === 'array' || type.type === 'map') return leadsInto(type.element, rest);
  if (type.type === 'union') return type.types.some((one) => leadsInto(one, rest));
  return type.type === 'json';
}
