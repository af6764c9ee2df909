import { gap, gapNamed, withoutGaps } from '../problems/found-problem.ts';
import { type Binding, findBinding, isFunction, type Steps } from './find-binding.ts';
import { child, children, childrenOf, type Node, type SourceTree } from './source-tree.ts';

/** A call that is being looked into: what its function's parameters are. */
export interface Frame {
  readonly of: Node;
  readonly given: readonly Node[];
  readonly caller: Frame | null;
}

/** One thing that an expression can be, as far as the text says. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'node'; readonly node: Node; readonly frame: Frame | null }
  /** The parameter of a function, whatever it is given. */
  | { readonly kind: 'parameter'; readonly of: Node }
  | { readonly kind: 'unknown' };

/** Far more than what leads from a problem to its words. */
const deepest = 12;
const unknown: readonly Value[] = [{ kind: 'unknown' }];

/** Everything that an expression can be: one value for each branch that it may take. */
export function evaluate(tree: SourceTree, node: Node, frame: Frame | null, depth = 0): readonly Value[] {
  if (depth > deepest) return unknown;
  const inner = (field: string) => evaluateField(tree, node, field, frame, depth);
  switch (node.type) {
    case 'Literal':
      return [{ kind: 'text', text: String(node.value) }];
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return [{ kind: 'text', text: joined(tree, node, frame, depth) }];
    case 'ConditionalExpression':
      return [...inner('consequent'), ...inner('alternate')];
    case 'LogicalExpression':
      return [...(node.operator === '&&' ? [] : inner('left')), ...inner('right')];
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return inner('expression');
    case 'AwaitExpression':
      return inner('argument');
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
      return [{ kind: 'node', node, frame }];
    case 'Identifier':
      return named(tree, node, frame, depth);
    case 'MemberExpression':
      return inner('object').flatMap((value) => partOf(tree, value, keyOf(tree, node, frame), depth));
    case 'CallExpression':
      return called(tree, node, frame, depth);
    default:
      return unknown;
  }
}

/** The values that a value has under a key, or at a place; `null` is any of them. */
export function partOf(tree: SourceTree, value: Value, key: string | number | null, depth = 0): readonly Value[] {
  if (value.kind !== 'node' || depth > deepest) return value.kind === 'parameter' ? [value] : unknown;
  const { node, frame } = value;
  const at = (part: Node) => evaluate(tree, part, frame, depth + 1);
  if (node.type === 'ArrayExpression') {
    const elements = children(node, 'elements');
    return (typeof key === 'number' ? elements.slice(key, key + 1) : elements).flatMap(at);
  }
  if (node.type !== 'ObjectExpression') return unknown;
  const parts = children(node, 'properties').toReversed();
  const fields = parts.filter((part) => part.type === 'Property' && (key === null || nameOf(part) === String(key)));
  if (fields.length > 0) return fields.flatMap((field) => at(child(field, 'value') ?? field));
  const spread = parts.filter((part) => part.type === 'SpreadElement').map((part) => child(part, 'argument') ?? part);
  return spread
    .flatMap(at)
    .flatMap((each) => partOf(tree, each, key, depth + 1))
    .filter(isKnown);
}

/** The function that a call calls, where it is one of these files. */
export function calledFunction(tree: SourceTree, call: Node): Node | undefined {
  const callee = child(call, 'callee');
  if (callee?.type !== 'Identifier') return undefined;
  const binding = findBinding(tree, String(callee.name), callee);
  return binding?.kind === 'value' && binding.steps.length === 0 && isFunction(binding.node) ? binding.node : undefined;
}

function isKnown(value: Value): boolean {
  return value.kind !== 'unknown';
}

function evaluateField(tree: SourceTree, node: Node, field: string, frame: Frame | null, depth: number) {
  const part = child(node, field);
  return part === undefined ? unknown : evaluate(tree, part, frame, depth + 1);
}

function nameOf(property: Node): string {
  const key = child(property, 'key');
  return String(key?.name ?? key?.value);
}

function keyOf(tree: SourceTree, member: Node, frame: Frame | null): string | number | null {
  const property = child(member, 'property');
  if (property === undefined) return null;
  if (member.computed !== true) return String(property.name);
  if (property.type === 'Literal') return property.value as string | number;
  const [key] = evaluate(tree, property, frame);
  return key?.kind === 'text' && withoutGaps(key.text) === key.text ? key.text : null;
}

/** A text with gaps for what is not known, or may be several things. */
function joined(tree: SourceTree, node: Node, frame: Frame | null, depth: number): string {
  const single = (part: Node | undefined) => {
    const values = part === undefined ? [] : evaluate(tree, part, frame, depth + 1);
    return values.length === 1 && values[0]?.kind === 'text' ? values[0].text : gapOf(part);
  };
  // A sum of numbers is one gap, and so is every other operation.
  if (node.type === 'BinaryExpression') {
    const parts = [single(child(node, 'left')), single(child(node, 'right'))];
    return node.operator === '+' && parts.some((part) => /\D/.test(withoutGaps(part))) ? parts.join('') : gap;
  }
  const texts = children(node, 'quasis').map((quasi) => (quasi.value as { cooked: string }).cooked);
  return children(node, 'expressions').reduce(
    (text, part, index) => `${text}${single(part)}${texts[index + 1]}`,
    texts[0] ?? '',
  );
}

/** Calls that give the same thing in another form. */
const sameThing = ['join', 'map', 'toLocaleString', 'trim', 'trimEnd', 'toFixed', 'toString', 'toSorted', 'slice'];

/** The name of a part of a text in the code; a gap where it has none. */
function gapOf(part: Node | undefined): string {
  if (part?.type === 'Identifier') return gapNamed(String(part.name));
  if (part?.type === 'MemberExpression' && part.computed !== true)
    return gapNamed(String(child(part, 'property')?.name));
  if (part?.type !== 'CallExpression') return gap;
  const callee = child(part, 'callee');
  if (callee?.type === 'Identifier') return gapOf(children(part, 'arguments')[0]);
  const isSame = sameThing.includes(String(callee && child(callee, 'property')?.name));
  return isSame ? gapOf(callee && child(callee, 'object')) : gap;
}

function named(tree: SourceTree, node: Node, frame: Frame | null, depth: number): readonly Value[] {
  const binding = findBinding(tree, String(node.name), node);
  if (binding === undefined || node.name === 'undefined') return unknown;
  return follow(tree, valuesOf(tree, binding, frame, depth), binding.steps, depth);
}

function valuesOf(tree: SourceTree, binding: Binding, frame: Frame | null, depth: number): readonly Value[] {
  if (binding.kind === 'value') return evaluate(tree, binding.node, frame, depth + 1);
  if (binding.kind === 'element') return elementsOf(tree, binding.list, frame, depth);
  const call = frameOf(binding.of, frame);
  const given = call?.given[binding.index];
  if (call !== null) return given === undefined ? unknown : evaluate(tree, given, call.caller, depth + 1);
  const list = listGoneThrough(tree, binding.of);
  return list === undefined ? [{ kind: 'parameter', of: binding.of }] : elementsOf(tree, list, frame, depth);
}

function follow(tree: SourceTree, values: readonly Value[], steps: Steps, depth: number): readonly Value[] {
  return steps.reduce((before, step) => before.flatMap((value) => partOf(tree, value, step, depth + 1)), values);
}

function frameOf(fn: Node, frame: Frame | null): Frame | null {
  return frame === null || frame.of === fn ? frame : frameOf(fn, frame.caller);
}

const goThrough = ['map', 'flatMap', 'find', 'filter', 'forEach'];

/** The list whose elements a function is given one by one. */
function listGoneThrough(tree: SourceTree, fn: Node): Node | undefined {
  const callee = child(tree.parentOf(fn) ?? fn, 'callee');
  const method = callee && child(callee, 'property')?.name;
  return goThrough.includes(String(method)) && callee !== undefined ? child(callee, 'object') : undefined;
}

function elementsOf(tree: SourceTree, list: Node, frame: Frame | null, depth: number): readonly Value[] {
  return evaluate(tree, list, frame, depth + 1)
    .filter((value) => value.kind === 'node' && value.node.type === 'ArrayExpression')
    .flatMap((value) => partOf(tree, value, null, depth + 1));
}

function called(tree: SourceTree, call: Node, frame: Frame | null, depth: number): readonly Value[] {
  const callee = child(call, 'callee');
  const object = callee && child(callee, 'object');
  if (callee?.type === 'MemberExpression' && object !== undefined) {
    const method = child(callee, 'property')?.name;
    if (method === 'find') return elementsOf(tree, object, frame, depth);
    return method === 'filter' ? evaluate(tree, object, frame, depth + 1) : unknown;
  }
  const functions = callee === undefined ? [] : evaluate(tree, callee, frame, depth + 1);
  return functions.flatMap((value) => {
    if (value.kind === 'parameter') return [value];
    if (value.kind !== 'node' || !isFunction(value.node)) return unknown;
    const inside: Frame = { of: value.node, given: children(call, 'arguments'), caller: frame };
    return returned(value.node).flatMap((node) => evaluate(tree, node, inside, depth + 1));
  });
}

/** Everything that a function gives back, but not what functions inside of it do. */
function returned(fn: Node): readonly Node[] {
  const body = child(fn, 'body');
  if (body === undefined) return [];
  if (body.type !== 'BlockStatement') return [body];
  const found: Node[] = [];
  const visit = (node: Node) => {
    if (isFunction(node)) return;
    const argument = node.type === 'ReturnStatement' ? child(node, 'argument') : undefined;
    if (argument !== undefined) found.push(argument);
    for (const inner of childrenOf(node)) visit(inner);
  };
  visit(body);
  return found;
}
