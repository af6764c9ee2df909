import { SharedSpace } from '@atelier/constructs';
import type { Stack } from 'aws-cdk-lib';
import { shardOf } from '../layout/shard-of.ts';
import { stackNames } from '../layout/stack-names.ts';
import type { Foundation } from './foundation-stack.ts';
import { type Ground, newStack, piecesOf } from './ground.ts';

/** The spaces that the members of a project share; each has an owner, whose profile comes first. */
export function spacesStack(ground: Ground, { domain }: Foundation, people: ReadonlyMap<string, Stack>): void {
  const shared = piecesOf(ground.plan, 'shared-space');
  if (shared.length === 0) return;
  const { workspace, names } = ground;
  const stack = newStack(ground, stackNames.spaces(workspace.name), `${workspace.name}: spaces that members share`);
  for (const { project, owner } of shared) {
    const home = people.get(shardOf(owner.name));
    if (home !== undefined) stack.addStackDependency(home);
    new SharedSpace(stack, `Space-${project.name}`, {
      domainId: domain.domainId,
      spaceName: names.sharedSpace(project.name),
      ownerUserProfileName: owner.profile,
    });
  }
}
