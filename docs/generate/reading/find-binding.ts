import { child, children, importedFile, type Node, type SourceTree } from './source-tree.ts';

/** How to get from a value to the part of it that a pattern gives a name to: keys of objects, places in lists. */
export type Steps = readonly (string | number)[];

/** Where a name gets its value from. */
export type Binding =
  | { readonly kind: 'parameter'; readonly of: Node; readonly index: number; readonly steps: Steps }
  | { readonly kind: 'value'; readonly node: Node; readonly steps: Steps }
  | { readonly kind: 'element'; readonly list: Node; readonly steps: Steps };

/** Where the name gets its value from that stands at a node; undefined for what is not of these files. */
export function findBinding(tree: SourceTree, name: string, at: Node): Binding | undefined {
  for (let node: Node | undefined = at; node !== undefined; node = tree.parentOf(node)) {
    const found = boundIn(tree, name, node);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isFunction(node: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

function boundIn(tree: SourceTree, name: string, node: Node): Binding | undefined {
  if (isFunction(node)) return parameterOf(name, node);
  if (node.type === 'ForOfStatement') return loopVariable(name, node);
  if (!['Program', 'BlockStatement', 'SwitchCase'].includes(node.type)) return undefined;
  for (const statement of children(node, node.type === 'SwitchCase' ? 'consequent' : 'body')) {
    const found = declaredBy(name, child(statement, 'declaration') ?? statement) ?? importedBy(tree, name, statement);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parameterOf(name: string, fn: Node): Binding | undefined {
  for (const [index, parameter] of children(fn, 'params').entries()) {
    const steps = stepsTo(name, parameter);
    if (steps !== undefined) return { kind: 'parameter', of: fn, index, steps };
  }
  return undefined;
}

function loopVariable(name: string, loop: Node): Binding | undefined {
  const list = child(loop, 'right');
  const pattern = children(child(loop, 'left') ?? loop, 'declarations').map((each) => child(each, 'id'))[0];
  const steps = pattern && stepsTo(name, pattern);
  return list && steps && { kind: 'element', list, steps };
}

function declaredBy(name: string, statement: Node): Binding | undefined {
  if (statement.type === 'FunctionDeclaration')
    return child(statement, 'id')?.name === name ? { kind: 'value', node: statement, steps: [] } : undefined;
  if (statement.type !== 'VariableDeclaration') return undefined;
  for (const declarator of children(statement, 'declarations')) {
    const pattern = child(declarator, 'id');
    const steps = pattern && stepsTo(name, pattern);
    const node = child(declarator, 'init');
    if (steps !== undefined && node !== undefined) return { kind: 'value', node, steps };
  }
  return undefined;
}

function importedBy(tree: SourceTree, name: string, statement: Node): Binding | undefined {
  if (statement.type !== 'ImportDeclaration') return undefined;
  const specifier = children(statement, 'specifiers').find((each) => child(each, 'local')?.name === name);
  if (specifier === undefined) return undefined;
  const exported = String(child(specifier, 'imported')?.name ?? name);
  const source = String(child(statement, 'source')?.value);
  const there = source.startsWith('.') ? [importedFile(tree.fileOf(statement), source)] : filesOfPackage(tree, source);
  for (const file of there) {
    const program = tree.files.get(file);
    for (const each of program === undefined ? [] : children(program, 'body')) {
      const found = each.type === 'ExportNamedDeclaration' && declaredBy(exported, child(each, 'declaration') ?? each);
      if (found) return found;
    }
  }
  return undefined;
}

/** An entry of a package hands on what its files export: the name is looked for in all of them. */
function filesOfPackage(tree: SourceTree, source: string): readonly string[] {
  const [, name] = /^@atelier\/([^/]+)/.exec(source) ?? [];
  return name === undefined ? [] : [...tree.files.keys()].filter((file) => file.startsWith(`packages/${name}/src/`));
}

function stepsTo(name: string, pattern: Node): Steps | undefined {
  const inner = child(pattern, 'left') ?? child(pattern, 'argument') ?? child(pattern, 'parameter') ?? pattern;
  if (inner.type === 'Identifier') return inner.name === name ? [] : undefined;
  if (inner.type === 'ObjectPattern') {
    for (const property of children(inner, 'properties')) {
      const value = child(property, 'value');
      const steps = value && stepsTo(name, value);
      if (steps !== undefined) return [String(child(property, 'key')?.name), ...steps];
    }
  }
  if (inner.type === 'ArrayPattern') {
    for (const [index, element] of (inner.elements as (Node | null)[]).entries()) {
      const steps = element === null ? undefined : stepsTo(name, element);
      if (steps !== undefined) return [index, ...steps];
    }
  }
  return undefined;
}
