import type { EvaluatedResource } from '@atelier/cloudformation';
import { projectTag } from '../access/policy-ground.ts';
import { stackNames } from '../layout/stack-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/** Whatever is tagged as a project's is in that project's stack: rights to warehouses and tracking go by the tag. */
export function checkProjectTags({ evaluated, workspace }: Guarded): GuardrailFinding[] {
  return evaluated.flatMap(({ resources }) => resources.flatMap((resource) => strangeTag(resource, workspace.name)));
}

function strangeTag({ stack, logicalId, properties }: EvaluatedResource, workspace: string): GuardrailFinding[] {
  const tags = [properties.Tags ?? []].flat();
  const project = tags
    .filter((tag) => valueAt(tag, 'Key') === projectTag)
    .map((tag) => String(valueAt(tag, 'Value')))[0];
  if (project === undefined || stackNames.project(workspace, project) === stack) return [];
  const message = `This is tagged as ${project}'s and is in the stack ${stack}: members of ${project} reach it`;
  return [failure({ stack, resource: logicalId, path: 'Properties.Tags' }, message, 'Tag it with its own project.')];
}
