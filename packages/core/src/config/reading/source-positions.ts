import type { Path } from '../explaining/issue.ts';

/** A position in a text, both from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Where a character of a text stands. */
export function positionIn(text: string, offset: number): SourcePosition {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where a value stands, its key before it, and everything inside it. */
export interface PositionTree {
  readonly key: SourcePosition;
  readonly value: SourcePosition;
  readonly children: ReadonlyMap<string | number, PositionTree>;
}

/** Where a path stands; for what was never written, the nearest thing around it. */
export function placeOf(tree: PositionTree, path: Path, on: 'key' | 'value'): SourcePosition {
  let node = tree;
  for (const part of path) {
    const child = node.children.get(part);
    if (child === undefined) return node.key;
    node = child;
  }
  return on === 'key' ? node.key : node.value;
}

/** Whether the author wrote something at a path. */
export function isWritten(tree: PositionTree, path: Path): boolean {
  let node: PositionTree | undefined = tree;
  for (const part of path) node = node?.children.get(part);
  return node !== undefined;
}
