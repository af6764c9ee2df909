import { checkNotLockedOut, isForLogs } from '../policy/key-policy.ts';
import { AwsFault } from '../service/service.ts';
import type { JsonMap } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { isBucketName } from './bucket-name.ts';
import { generatedName } from './generated-id.ts';
import { addNew, genericKind, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { invalid, notFound } from './refusal.ts';
import { findNamed, isOfThisAccount } from './relations/find-named.ts';
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

const keyType = 'AWS::KMS::Key';

/** A key is not deleted but waits for it; until then it is there, and cannot be used. */
const key: ResourceKind = {
  type: keyType,
  minutes: minutesOf(keyType),
  create: (wanted, world) => {
    checkNotLockedOut(wanted.properties, world);
    return addNew(world, resourceFor(wanted, world));
  },
  update: (resource, properties, world) => {
    checkNotLockedOut(properties, world);
    return genericKind(keyType).update(resource, properties, world);
  },
  remove: (resource, world) =>
    world.resources.put({ ...resource, stack: null, logicalId: null, status: 'PendingDeletion' }),
};

const groupType = 'AWS::Logs::LogGroup';

const logGroup: ResourceKind = {
  type: groupType,
  minutes: minutesOf(groupType),
  create: (wanted, world) => {
    const made = resourceFor(wanted, world);
    const arn = `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${made.id}`;
    checkKeyOfLogs(wanted.properties, arn, world);
    // What stands in policies: the group and all its streams.
    return addNew(world, { ...made, attributes: { ...made.attributes, Arn: `${arn}:*` } });
  },
  update: (resource, properties, world) => {
    checkKeyOfLogs(properties, String(resource.attributes.Arn).replace(/:\*$/, ''), world);
    return genericKind(groupType).update(resource, properties, world);
  },
};

/** Source of the words: what CloudWatch Logs answers to CreateLogGroup and AssociateKmsKey, as its users quote it. */
function checkKeyOfLogs({ KmsKeyId: id }: JsonMap, group: string, world: World): void {
  if (id === undefined || !isOfThisAccount(String(id), [keyType], world)) return;
  const found = /^arn:/.test(String(id)) ? findNamed(String(id), [keyType], world) : undefined;
  if (found !== undefined && isForLogs(found, group, world)) return;
  const message = `The specified KMS key does not exist or is not allowed to be used with Arn '${group}'`;
  throw new AwsFault('AccessDeniedException', message);
}

/** Buckets, keys and logs. */
export const storageKinds: readonly ResourceKind[] = [bucket, bucketPolicy, key, logGroup];
