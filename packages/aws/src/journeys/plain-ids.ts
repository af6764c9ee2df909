import { type EvaluatedResource, isMap, type Value, type ValueMap } from '@atelier/cloudformation';
import type { DeployLocation } from '../deploy-location.ts';

/**
 * Resources with ids and ARNs in place of what only AWS can know: made up, the same wherever a template speaks of the thing,
 * and without the characters that ARNs are divided by.
 */
export function plainIds(resources: readonly EvaluatedResource[], place: DeployLocation): readonly EvaluatedResource[] {
  const arns = new Map<string, string | undefined>(
    resources.map((one) => [`⟨${one.stack}/${one.logicalId}.Arn⟩`, arnOf(one, place)] as const),
  );
  const plain = (text: string) =>
    text.includes('⟨') ? text.replace(/⟨[^⟩]*⟩/g, (token) => arns.get(token) ?? plainId(token)) : text;
  const inside = (value: Value): Value => {
    if (typeof value === 'string') return plain(value);
    if (Array.isArray(value)) return value.map(inside);
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value as ValueMap).map(([key, held]) => [plain(key), inside(held)]));
  };
  return resources.map((one) => ({ ...one, properties: inside(one.properties) as ValueMap }));
}

/** The id that stands for a thing itself. */
export function idOf({ stack, logicalId }: Pick<EvaluatedResource, 'stack' | 'logicalId'>): string {
  return plainId(`⟨${stack}/${logicalId}⟩`);
}

function plainId(token: string): string {
  return token.slice(1, -1).replace(/\W/g, '-');
}

/** ARN of a thing that policies speak of by a name of AWS's; undefined: of another kind. */
export function arnOf(resource: EvaluatedResource, { partition, region, account }: DeployLocation): string | undefined {
  const { type, properties } = resource;
  if (type === 'AWS::KMS::Key') return `arn:${partition}:kms:${region}:${account}:key/${resource.logicalId}`;
  if (type === 'AWS::Logs::LogGroup') {
    // One without a name is called after its stack.
    const name = properties.LogGroupName ?? `${resource.stack}-${resource.logicalId}-1`;
    return `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`;
  }
  if (type === 'AWS::S3::Bucket') return `arn:${partition}:s3:::${properties.BucketName}`;
  return undefined;
}
