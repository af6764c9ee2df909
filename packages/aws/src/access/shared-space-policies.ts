import { type Person, type Project, rowOf, type Workspace } from '@atelier/core';
import { jobPolicies } from './job-policy.ts';
import { type NamedPolicy, packedPolicies } from './packed.ts';
import { type IamStatement, policyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { stayWithBuckets } from './storage-rights.ts';

/**
 * People whom a shared space would lead to what is not theirs, if it had the rights of a project's jobs: they are no member,
 * or may not run jobs.
 *
 * All shared spaces of a domain work in one role, and whoever knows the address of one that runs can open it, whatever
 * project it is of.
 */
export function strangersTo({ members }: Project, { people }: Pick<Workspace, 'people'>): readonly Person[] {
  const inside = new Set(members);
  const makers = rowOf('job.run').roles;
  return people.filter(({ name, role }) => !inside.has(name) || !makers.includes(role));
}

/** Rights of the role of shared spaces: those of the jobs of every project to which nobody is a stranger. */
export function sharedSpacePolicies(ground: PolicyGround): readonly NamedPolicy[] {
  const { workspace, names } = ground;
  if (workspace.studio.spaces !== 'shared') return [];
  const open = workspace.projects.filter(
    (project) => project.members.length > 0 && strangersTo(project, workspace).length === 0,
  );
  if (open.length === 0) return [];
  // Said once for all: what one project was given would be refused by the same statement of another.
  const bucketsOfAll = stayWithBuckets(
    ground,
    open.flatMap(({ buckets }) => buckets),
  );
  const others = open
    .flatMap((project) => Object.values(jobPolicies(ground, project)))
    .flatMap(({ Statement }) => Statement)
    .filter(({ Sid }) => Sid !== bucketsOfAll.Sid);
  const statements = [...others, bucketsOfAll];
  return packedPolicies(names.sharedSpacePolicy, policyDocument(merged(statements)));
}

/**
 * Statements that differ in what they are about alone, as one: allowed is what either allows, and where everything else is
 * refused, what neither refuses. IAM wants every Sid once.
 */
function merged(statements: readonly IamStatement[]): readonly IamStatement[] {
  const alike = Map.groupBy(statements, ({ Sid, Effect, Action, Condition, ...about }) =>
    JSON.stringify([Sid, Effect, Action, Condition, Object.keys(about)]),
  );
  const seen = new Map<string, number>();
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const count = (seen.get(first.Sid) ?? 0) + 1;
    seen.set(first.Sid, count);
    return [{ ...together(first, group), Sid: count === 1 ? first.Sid : `${first.Sid}No${count}` }];
  });
}

function together(first: IamStatement, group: readonly IamStatement[]): IamStatement {
  const listed = (of: (statement: IamStatement) => readonly string[]) => [...new Set(group.flatMap(of))];
  return 'Resource' in first
    ? { ...first, Resource: listed((one) => ('Resource' in one ? one.Resource : [])) }
    : { ...first, NotResource: listed((one) => ('NotResource' in one ? one.NotResource : [])) };
}
