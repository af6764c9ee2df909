import {
  type EvaluatedResource,
  evaluate,
  isMap,
  type StackTemplate,
  type Value,
  type ValueMap,
} from '@atelier/cloudformation';
import type { KeptStack } from './kept-stack.ts';

export interface AccountPlace {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** The properties of a resource as its stack last had them. */
export interface PropertiesBefore {
  /** As the functions of both templates give them, of which some name what only AWS knows. */
  readonly evaluated: ValueMap;
  /** With the ids that AWS made then; what nobody knows any more stands in angle brackets. */
  readonly literal: ValueMap;
}

/** The properties of what a stack has kept, by logical id. */
export function propertiesBefore(kept: KeptStack, place: AccountPlace): ReadonlyMap<string, PropertiesBefore> {
  const resources = evaluate(templatesOf(kept, place), place).flatMap((stack) => stack.resources);
  const known = knownTexts(resources, kept, place);
  return new Map(
    resources
      .filter(({ stack }) => stack === kept.name)
      .map(({ logicalId, properties }) => {
        const literal = withKnown(properties, known);
        return [logicalId, { evaluated: properties, literal: isMap(literal) ? (literal as ValueMap) : {} }];
      }),
  );
}

/** A first stack is its own. */
function templatesOf({ name: stack, template, first }: KeptStack, { account, region }: AccountPlace): StackTemplate[] {
  const own = { stack, template, account, region };
  if (first === null || first.name === stack) return [own];
  return [{ stack: first.name, template: first.template, account, region }, own];
}

/** Texts for what an evaluated value names in angle brackets, without these. */
function knownTexts(
  resources: readonly EvaluatedResource[],
  { first }: KeptStack,
  { account, region, partition }: AccountPlace,
): ReadonlyMap<string, string> {
  const ofResources = resources.flatMap(({ stack, logicalId, type, properties }): (readonly [string, string])[] => {
    const name = `${stack}/${logicalId}`;
    const key = stack === first?.name ? first.keys[logicalId] : undefined;
    if (type === 'AWS::KMS::Key' && key !== undefined)
      return [
        [name, key],
        [`${name}.Arn`, `arn:${partition}:kms:${region}:${account}:key/${key}`],
      ];
    const { BucketName: bucket, RoleName: role, Path: path = '/' } = properties;
    if (type === 'AWS::S3::Bucket' && typeof bucket === 'string')
      return [
        [name, bucket],
        [`${name}.Arn`, `arn:${partition}:s3:::${bucket}`],
      ];
    if (type === 'AWS::IAM::Role' && typeof role === 'string' && typeof path === 'string')
      return [[`${name}.Arn`, `arn:${partition}:iam::${account}:role${path}${role}`]];
    return [];
  });
  // Only the first stack writes its own id, into what carries it as a tag.
  return new Map([...ofResources, ...(first === null ? [] : [['StackId', first.id] as const])]);
}

function withKnown(value: Value, known: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string')
    return value.replaceAll(/⟨([^⟨⟩]*)⟩/g, (whole, inside: string) => known.get(inside) ?? whole);
  if (Array.isArray(value)) return value.map((each: Value) => withKnown(each, known));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withKnown(each as Value, known)]));
}
