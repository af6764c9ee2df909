import { describe, expect, test } from 'vitest';
import { knownTypes, resourceSchema, structureOf } from '../src/schema-check/resource-schema.ts';

describe('the schema of a type', () => {
  test('says which properties there are, which are required and which cannot change in place', () => {
    const group = resourceSchema('AWS::EC2::SecurityGroup');
    expect(group?.properties.GroupDescription).toMatchObject({ required: true, causesReplacement: 'yes' });
    expect(group?.properties.SecurityGroupIngress?.required).not.toBe(true);
    expect(group?.properties).not.toHaveProperty('VPCId');
  });

  test('says what Ref and GetAtt answer to, and whether the resource has tags and keeps data', () => {
    expect(resourceSchema('AWS::S3::Bucket')).toMatchObject({
      reference: ['BucketName'],
      attributes: { Arn: {} },
      tagProperty: 'Tags',
      stateful: true,
    });
    expect(resourceSchema('AWS::EC2::SubnetRouteTableAssociation')).toMatchObject({
      tagProperty: null,
      stateful: false,
    });
  });

  test('leads to the structures its properties are made of', () => {
    const encryption = resourceSchema('AWS::S3::Bucket')?.properties.BucketEncryption?.type;
    if (encryption?.type !== 'ref') throw new Error(`BucketEncryption is ${encryption?.type}.`);
    expect(Object.keys(structureOf(encryption))).toEqual(['ServerSideEncryptionConfiguration']);
  });

  test.each(['AWS::S3::Bukket', 'AWS::S3', '', 'constructor', '__proto__'])('is null for %j', (type) => {
    expect(resourceSchema(type)).toBeNull();
  });

  test('is there for every type in the list', () => {
    const types = knownTypes();
    expect(types.length).toBeGreaterThan(1_000);
    expect(types.filter((type) => resourceSchema(type) === null)).toEqual([]);
  });
});
