import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A node of a syntax tree, read by the name of its fields. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** The syntax trees of many files, and what stands around each node. */
export interface SourceTree {
  /** Path from the root of the project, to the tree of the file. */
  readonly files: ReadonlyMap<string, Node>;
  /** Every node, in the order of the text. */
  readonly nodes: readonly Node[];
  parentOf(node: Node): Node | undefined;
  fileOf(node: Node): string;
}

/** Read TypeScript as syntax trees; `patterns` are globs from `root`. */
export function readSourceTree(root: string, patterns: readonly string[]): SourceTree {
  const files = new Map<string, Node>();
  const parents = new Map<Node, Node>();
  const nodes: Node[] = [];
  const visit = (node: Node, parent?: Node) => {
    if (parent !== undefined) parents.set(node, parent);
    nodes.push(node);
    for (const child of childrenOf(node)) visit(child, node);
  };
  for (const file of globSync([...patterns], { cwd: root }).toSorted()) {
    const { program, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'), { preserveParens: false });
    if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
    files.set(file, program as unknown as Node);
    visit(program as unknown as Node);
  }
  const fileOfProgram = new Map([...files].map(([file, program]) => [program, file]));
  const fileOf = (node: Node): string => {
    const parent = parents.get(node);
    return parent === undefined ? (fileOfProgram.get(node) ?? '') : fileOf(parent);
  };
  return { files, nodes, parentOf: (node) => parents.get(node), fileOf };
}

/** The file that a relative import names. */
export function importedFile(from: string, specifier: string): string {
  return join(dirname(from), specifier);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The field of a node that holds a node, where it does. */
export function child(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The field of a node that holds nodes; holes of a list are left out. */
export function children(node: Node, field: string): readonly Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}
