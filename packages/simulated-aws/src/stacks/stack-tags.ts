import { resourceSchema } from '@atelier/cloudformation';
import type { JsonMap, WireJson } from '../world/resource-store.ts';
import type { StackScope } from './evaluate.ts';
import { isMap } from './template.ts';

/**
 * The properties with which CloudFormation makes a resource: those of the template, and where the type has tags also
 * the stack's and CloudFormation's own. A tag of the template stands before one of the stack. That every service takes
 * CloudFormation's own is assumed.
 */
export function withStackTags(
  type: string,
  logicalId: string,
  properties: JsonMap,
  { tags, pseudo }: StackScope,
): JsonMap {
  const property = resourceSchema(type)?.tagProperty ?? null;
  if (property === null) return properties;
  const given: JsonMap = {
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    'aws:cloudformation:logical-id': logicalId,
    'aws:cloudformation:stack-id': pseudo['AWS::StackId'] ?? '',
    'aws:cloudformation:stack-name': pseudo['AWS::StackName'] ?? '',
  };
  const own = properties[property];
  if (isTextMap(type, property)) return { ...properties, [property]: { ...given, ...(isMap(own) ? own : {}) } };
  const listed = Array.isArray(own) ? own : [];
  const added = Object.entries(given).filter(([key]) => !listed.some((tag) => keyOf(tag) === key));
  return { ...properties, [property]: [...listed, ...added.map(([Key, Value]) => ({ Key, Value }))] };
}

/** Some types write their tags as a map of texts, the others as a list of `Key` and `Value`. */
function isTextMap(type: string, property: string): boolean {
  const written = resourceSchema(type)?.properties[property]?.type.type;
  return written === 'map' || written === 'json';
}

function keyOf(tag: WireJson): WireJson | undefined {
  return isMap(tag) ? tag.Key : undefined;
}
