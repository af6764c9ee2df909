import { AwsFault, type Operation } from '../../service/service.ts';
import type { JsonMap } from '../../world/resource-store.ts';
import { bucketOf } from './bucket.ts';

const policyType = 'AWS::S3::BucketPolicy';

const getBucketPolicy: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const policy = world.resources.get(policyType, id);
  if (policy === undefined)
    throw new AwsFault('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: id });
  return { Policy: JSON.stringify(policy.properties.PolicyDocument) };
};

const putBucketPolicy: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const there = world.resources.get(policyType, id);
  const loose = { attributes: {}, stack: null, logicalId: null, status: null, madeBy: null };
  const createdMs = world.clock.nowMs();
  const properties = { Bucket: id, PolicyDocument: documentIn(input.Policy) };
  world.resources.put({ ...loose, createdMs, ...there, type: policyType, id, properties });
  return {};
};

const deleteBucketPolicy: Operation = (input, world) => {
  world.resources.remove(policyType, bucketOf(input, world).id);
  return {};
};

function documentIn(policy: unknown): JsonMap {
  const text = policy instanceof Uint8Array ? Buffer.from(policy).toString('utf8') : String(policy);
  try {
    return JSON.parse(text) as JsonMap;
  } catch {
    throw new AwsFault('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'", 400);
  }
}

/** A policy is the same thing as the resource of a stack that sets it; who leaves the stack with it keeps it. */
export const policyOperations: Readonly<Record<string, Operation>> = {
  DeleteBucketPolicy: deleteBucketPolicy,
  GetBucketPolicy: getBucketPolicy,
  PutBucketPolicy: putBucketPolicy,
};
