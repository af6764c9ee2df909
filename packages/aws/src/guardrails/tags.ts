import { certaintyAt, type EvaluatedResource, isMap, own } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';
import { tagProperty } from './tag-property.ts';

/** Everything that can have tags has those of the workspace, except where changing one would replace it. */
export function checkTags({ evaluated, workspace }: Guarded): GuardrailFinding[] {
  const asked = Object.entries(workspace.aws?.tags ?? {});
  if (asked.length === 0) return [];
  return evaluated.flatMap(({ resources }) => resources.flatMap((resource) => checkResource(resource, asked)));
}

function checkResource(resource: EvaluatedResource, asked: readonly (readonly [string, string])[]): GuardrailFinding[] {
  const property = tagProperty(resource.type);
  if (!property) return [];
  const place = { stack: resource.stack, resource: resource.logicalId, path: `Properties.${property}` };
  const tags = tagsIn(resource.properties[property]);
  if (certaintyAt(resource.type, place.path) === 'yes') {
    const [first] = asked.filter(([key]) => tags.has(key));
    if (!first) return [];
    const message = `This ${resource.type} has the tag ${first[0]} of the file; a changed tag would replace it`;
    return [warning(place, message, 'Leave the tags of the file off it, or never change them.')];
  }
  const missing = asked.filter(([key, value]) => tags.get(key) !== value).map(([key, value]) => `${key}=${value}`);
  if (missing.length === 0) return [];
  return [
    failure(place, `This ${resource.type} lacks the tags ${missing.join(', ')}`, 'Give it the tags of the workspace.'),
  ];
}

/** A list of Key and Value, or a map. */
function tagsIn(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map((tag) => [String(own(tag, 'Key')), own(tag, 'Value')]));
  return new Map(isMap(value) ? Object.entries(value) : []);
}
