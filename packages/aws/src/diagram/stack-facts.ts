import type { StackTemplate } from '@atelier/cloudformation';
import type { Blueprint, Piece } from '@atelier/core';
import { type StackOfPieces, stackHolding } from '../layout/stack-of.ts';

/** Facts that a picture shows of a stack. */
export interface StackFacts {
  readonly stack: string;
  readonly kind: StackOfPieces['kind'];
  readonly resources: number;
  /** Things that the blueprint puts into it, in a few words each. */
  readonly holds: readonly string[];
  /** Stacks that it waits for, without those that these wait for themselves. */
  readonly waitsFor: readonly string[];
  /** How many stacks come before it, one after the other. */
  readonly depth: number;
}

/** The stacks of a plan, each after those that it waits for. */
export function stackFacts(
  blueprint: Blueprint,
  stacks: readonly StackTemplate[],
  dependencies: Readonly<Record<string, readonly string[]>>,
): readonly StackFacts[] {
  const holders = new Map(blueprint.pieces.map((piece) => [piece, stackHolding(blueprint.workspace, piece)]));
  const pieces = Map.groupBy(blueprint.pieces, (piece) => holders.get(piece)?.name);
  const kinds = new Map([...holders.values()].map(({ name, kind }) => [name, kind]));
  const behind = new Map<string, ReadonlySet<string>>();
  const depths = new Map<string, number>();
  return stacks.map(({ stack, template }) => {
    const direct = dependencies[stack] ?? [];
    const indirect = new Set(direct.flatMap((name) => [...(behind.get(name) ?? [])]));
    const depth = Math.max(-1, ...direct.map((name) => depths.get(name) ?? 0)) + 1;
    behind.set(stack, new Set([...direct, ...indirect]));
    depths.set(stack, depth);
    const held = pieces.get(stack) ?? [];
    return {
      stack,
      kind: kinds.get(stack) ?? 'foundation',
      resources: Object.keys(template.Resources).length,
      holds: [...new Set(held.flatMap(wordsFor))],
      waitsFor: direct.filter((name) => !indirect.has(name)),
      depth,
    };
  });
}

/** A person's stack is known by the people in it, every other one by the kinds of things. */
function wordsFor(piece: Piece): readonly string[] {
  if (piece.kind === 'person') return [piece.person.name];
  if (piece.kind === 'space' || piece.kind === 'sandbox') return [];
  return [piece.kind === 'role' ? 'roles' : piece.kind.replace(/^project-/, '').replaceAll('-', ' ')];
}
