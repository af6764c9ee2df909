import { synthesizerFor } from '@atelier/constructs';
import type { Piece } from '@atelier/core';
import { Stack, Tags } from 'aws-cdk-lib';
import { projectTag } from '../access/policy-ground.ts';
import { type StackOfPieces, stackHolding } from '../layout/stack-of.ts';
import type { Ground } from './ground.ts';

/** The stacks of a workspace, still empty, by name. */
export type PlanStacks = ReadonlyMap<string, Stack>;

/** One stack for all pieces that come and go together. Each waits for those whose pieces its own pieces need. */
export function planStacks(ground: Ground): PlanStacks {
  const { blueprint } = ground;
  const holders = new Map(blueprint.pieces.map((piece) => [piece.id, stackHolding(blueprint.workspace, piece)]));
  const described = new Map([...holders.values()].map((holder) => [holder.name, holder]));
  const stacks = new Map([...described].map(([name, holder]) => [name, newStack(ground, holder)]));
  const waits = new Map(
    blueprint.pieces.flatMap((piece) => waitsOf(piece, holders)).map((wait) => [wait.join(' '), wait]),
  );
  for (const [waiting, needed] of waits.values()) {
    const [stack, first] = [stacks.get(waiting), stacks.get(needed)];
    if (stack !== undefined && first !== undefined) stack.addStackDependency(first);
  }
  for (const piece of blueprint.pieces) {
    if (piece.kind !== 'project-stores') continue;
    const stack = stacks.get(holders.get(piece.id)?.name ?? '');
    if (stack !== undefined) Tags.of(stack).add(projectTag, piece.project.name);
  }
  return stacks;
}

function waitsOf(piece: Piece, holders: ReadonlyMap<string, StackOfPieces>): (readonly [string, string])[] {
  const own = holders.get(piece.id)?.name ?? '';
  return piece.needs.flatMap((id) => {
    const other = holders.get(id)?.name ?? '';
    return other === own ? [] : [[own, other] as const];
  });
}

/** With what all stacks have in common. */
function newStack({ app, workspace }: Ground, { name, holds }: StackOfPieces): Stack {
  const { region, account, synthesizer } = workspace.aws;
  const chosen = synthesizerFor(synthesizer);
  return new Stack(app, name, {
    stackName: name,
    description: `${workspace.name}: ${holds}`,
    env: { region, ...(account === null ? {} : { account }) },
    ...(chosen === undefined ? {} : { synthesizer: chosen }),
  });
}
