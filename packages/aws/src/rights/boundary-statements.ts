import { globCovers } from '@atelier/proofs';
import { allow, type Conditions, deny, type IamStatement } from '../access/policy.ts';
import { idTag, workspaceTag } from '../layout/workspace-tags.ts';
import { boundaryResources, type Closeness } from './boundary-resources.ts';
import type { RightsGround } from './rights-ground.ts';
import type { RoleGrants } from './role-grants.ts';
import { shorterActions } from './shorter-actions.ts';
import { type TagConditions, tagConditions } from './tag-conditions.ts';

/**
 * The most that any role of the workspace can ever do: what its roles are given, for whatever projects and people, and
 * nothing that gives rights, or that touches what carries the tag of another workspace.
 */
export function boundaryStatements(ground: RightsGround, given: RoleGrants, closeness: Closeness): IamStatement[] {
  return [...capped(ground, given, closeness), ...refused(ground)];
}

interface Cap {
  readonly condition: Conditions;
  readonly actions: Set<string>;
  readonly resources: Set<string>;
}

/**
 * Grants on the same kind of resource and under the same condition as one statement: an action of one service says nothing
 * about resources of another, and IAM's quota is small.
 */
function capped(ground: RightsGround, given: RoleGrants, closeness: Closeness): IamStatement[] {
  const widened = boundaryResources(ground, given, closeness);
  // The id is asked for once more by what is refused.
  const known = closeness === 'any-region' ? { ...ground, deployed: { ...ground.deployed, id: null } } : ground;
  const tags = tagConditions(known);
  const caps = new Map<string, Cap>();
  for (const { actions, resources, condition: whole } of given.grants) {
    for (const action of actions) {
      for (const resource of resources.flatMap(widened)) {
        const condition = keptCondition(tags, { action, resource, condition: whole });
        const isOurs = resource.endsWith(`${ground.workspace.name}--*`);
        const key = JSON.stringify([resource === '*', isOurs, condition]);
        const cap = caps.get(key) ?? { condition, actions: new Set(), resources: new Set() };
        caps.set(key, cap);
        cap.actions.add(action);
        cap.resources.add(resource);
      }
    }
  }
  return [...caps.values()].map(({ condition, actions, resources }, index) =>
    allow(
      `Cap${index + 1}`,
      shorterActions([...actions]),
      withoutCovered([...resources]),
      Object.keys(condition).length === 0 ? undefined : condition,
    ),
  );
}

interface Granted {
  readonly action: string;
  readonly resource: string;
  readonly condition: Conditions;
}

/** Of a grant's conditions those about passing on, and in the place of a project's tag the workspace's. */
function keptCondition({ carried }: TagConditions, { action, resource, condition }: Granted): Conditions {
  if (/^(iam|sts):/.test(action)) return condition;
  const keys = Object.values(condition).flatMap((of) => Object.keys(of));
  const tagged = keys.some((key) => key.startsWith('aws:ResourceTag/')) || resource.includes(':key/');
  return tagged ? carried : {};
}

function withoutCovered(resources: readonly string[]): string[] {
  const isCovered = (narrow: string) => resources.some((wide) => wide !== narrow && globCovers(wide, narrow));
  return resources.filter((resource) => !isCovered(resource)).toSorted();
}

/** Refused whatever else allows it, also a policy of the thing itself. */
function refused({ workspace, deployed }: RightsGround): IamStatement[] {
  const tags = { [workspaceTag]: workspace.name, ...(deployed.id === null ? {} : { [idTag]: deployed.id }) };
  return [
    deny('NoRights', givesRights, ['*']),
    ...Object.entries(tags).map(([tag, value], index) =>
      deny(`NotAnothers${index + 1}`, ['*'], ['*'], {
        StringNotEquals: { [`aws:ResourceTag/${tag}`]: value },
        Null: { [`aws:ResourceTag/${tag}`]: 'false' },
      }),
    ),
    // The tag taken away, or given with another value.
    deny('KeepTheTag', ['*'], ['*'], {
      StringNotEquals: { [`aws:RequestTag/${workspaceTag}`]: workspace.name },
      'ForAnyValue:StringEquals': { 'aws:TagKeys': workspaceTag },
    }),
  ];
}

/** First letters where all that begins with them gives or takes rights, because IAM's quota is small. */
const givesRights: readonly string[] = [
  ...['A', 'C', 'D', 'E', 'Put', 'R', 'S', 'T', 'U'].map((letters) => `iam:${letters}*`),
  'sts:Assume*',
  'sts:GetF*',
];
