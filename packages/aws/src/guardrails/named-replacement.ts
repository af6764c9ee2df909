import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';
import { type NamedResource, namedResources } from './named-resources.ts';
import { type ReplacementCause, replacedResources } from './replaced-resources.ts';
import { statefulKind } from './stateful-kind.ts';

/**
 * Nothing would be made anew under the name that the old one still has, and no name would go to another resource.
 *
 * CloudFormation makes the new one before it deletes the old one, so that AWS refuses it in the middle of the update. What
 * holds data is looked at by `stateful-replacement`.
 */
export function checkNamedReplacement(guarded: Guarded): GuardrailFinding[] {
  const { evaluated, evaluatedDeployed } = guarded;
  const before = namedResources(evaluatedDeployed);
  const owners = new Map([...before.values()].map((named) => [named.name.key, named]));
  const replaced = replacedResources(guarded);
  return [...namedResources(evaluated)].flatMap(([key, named]) => {
    if (statefulKind(named.resource.type) !== null) return [];
    const old = before.get(key);
    const cause = replaced.get(key);
    if (cause !== undefined && old?.name.key === named.name.key) return [underItsName(named, cause)];
    const owner = owners.get(named.name.key);
    return owner === undefined || owner.key === key ? [] : [ofAnother(named, owner)];
  });
}

function underItsName({ resource, name }: NamedResource, { certainty, path, because }: ReplacementCause) {
  const property = path.replace(/^Properties\./, '');
  const certain = certainty === 'yes';
  const message =
    `${property} of ${resource.type} ${certain ? 'cannot' : 'can perhaps not'} be changed in place, and ${because}. ` +
    `A new one would be made under the same name, ${name.property} "${name.name}", which AWS refuses while the old one is there`;
  const place = { stack: resource.stack, resource: resource.logicalId, path };
  const fix =
    'Put the old value back. Or take out of the file what makes this resource, deploy, put it back with the new value, and deploy again.';
  return (certain ? failure : warning)(place, message, fix);
}

function ofAnother({ resource, name }: NamedResource, { resource: owner }: NamedResource): GuardrailFinding {
  const place = { stack: resource.stack, resource: resource.logicalId, path: `Properties.${name.property}` };
  const message =
    `The name "${name.name}" is that of ${owner.logicalId} in the deployed stack ${owner.stack}, and no second ` +
    `${resource.type} can have it before that one is deleted`;
  const fix = `Keep it as ${owner.logicalId} in ${owner.stack}. Or deploy once without either, then with the new one.`;
  return failure(place, message, fix);
}
