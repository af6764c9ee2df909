import { checkDocuments } from '../../policy/check-documents.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { bucketOf } from './bucket.ts';

const policyType = 'AWS::S3::BucketPolicy';

const getPolicy: Operation = (input, world) => ({
  Policy: JSON.stringify(policyOf(input, world).properties.PolicyDocument ?? {}),
});

/** A policy that lets nobody in is accepted: the root user of the account can always change it. */
const putPolicy: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  const before = world.resources.get(policyType, id);
  const loose = { attributes: {}, stack: null, logicalId: null, createdMs: world.clock.nowMs(), status: null };
  const properties = { Bucket: id, PolicyDocument: documentIn(textOf(input.Policy)) };
  checkDocuments(policyType, properties, world);
  world.resources.put({ ...loose, madeBy: null, ...before, type: policyType, id, properties });
  return {};
};

const deletePolicy: Operation = (input, world) => {
  const { id } = bucketOf(input, world);
  world.resources.remove(policyType, id);
  return {};
};

function policyOf(input: Members, world: World): StoredResource {
  const { id } = bucketOf(input, world);
  const policy = world.resources.get(policyType, id);
  if (policy !== undefined) return policy;
  throw new AwsFault('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: id });
}

function textOf(policy: unknown): string {
  return policy instanceof Uint8Array ? Buffer.from(policy).toString('utf8') : String(policy ?? '');
}

function documentIn(text: string): WireJson {
  try {
    return JSON.parse(text) as WireJson;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsFault('MalformedPolicy', 'This policy contains invalid Json');
  }
}

/** The policy of a bucket, which stacks know as a resource of its own. */
export const policyOperations: Readonly<Record<string, Operation>> = {
  DeleteBucketPolicy: deletePolicy,
  GetBucketPolicy: getPolicy,
  PutBucketPolicy: putPolicy,
};
