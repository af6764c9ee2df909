import { AwsFault } from '../service/service.ts';
import { isBucketName } from './bucket-name.ts';
import { generatedName } from './generated-id.ts';
import { addNew, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { invalid, notFound } from './refusal.ts';
import type { ResourceKind } from './resource-kind.ts';

const bucket: ResourceKind = {
  type: 'AWS::S3::Bucket',
  minutes: minutesOf('AWS::S3::Bucket'),
  create: (wanted, world) => {
    const { BucketName: given } = wanted.properties;
    const name = String(given ?? generatedName(world, wanted.stack, wanted.logicalId, 63).toLowerCase());
    if (!isBucketName(name))
      throw invalid(`Bucket name should not contain uppercase characters, and has 3 to 63 of them: ${name}`);
    const properties = { ...wanted.properties, BucketName: name };
    const domain = `${name}.s3.amazonaws.com`;
    const regional = `${name}.s3.${world.region}.amazonaws.com`;
    const attributes = { DomainName: domain, RegionalDomainName: regional };
    return addNew(world, resourceFor({ ...wanted, properties }, world, attributes));
  },
  remove: (resource, world) => {
    if (world.objects.versions(resource.id).length > 0)
      throw new AwsFault('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    world.resources.remove(resource.type, resource.id);
  },
};

const bucketPolicy: ResourceKind = {
  type: 'AWS::S3::BucketPolicy',
  minutes: minutesOf('AWS::S3::BucketPolicy'),
  create: (wanted, world) => {
    const name = String(wanted.properties.Bucket);
    if (world.resources.get('AWS::S3::Bucket', name) === undefined)
      throw notFound('The specified bucket does not exist');
    return addNew(world, resourceFor(wanted, world));
  },
};

/** A key is not deleted but waits for it; until then it is there, and cannot be used. */
const key: ResourceKind = {
  type: 'AWS::KMS::Key',
  minutes: minutesOf('AWS::KMS::Key'),
  remove: (resource, world) =>
    world.resources.put({ ...resource, stack: null, logicalId: null, status: 'PendingDeletion' }),
};

const logGroup: ResourceKind = {
  type: 'AWS::Logs::LogGroup',
  minutes: minutesOf('AWS::Logs::LogGroup'),
  create: (wanted, world) => {
    const made = resourceFor(wanted, world);
    // What stands in policies: the group and all its streams.
    const arn = `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${made.id}:*`;
    return addNew(world, { ...made, attributes: { ...made.attributes, Arn: arn } });
  },
};

/** Buckets, keys and logs. */
export const storageKinds: readonly ResourceKind[] = [bucket, bucketPolicy, key, logGroup];
