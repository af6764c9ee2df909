import { calledFunction, evaluate, type Frame, partOf, type Value } from '../reading/evaluate.ts';
import { child, children, type Node, type SourceTree } from '../reading/source-tree.ts';
import { type FoundProblem, gap } from './found-problem.ts';

type Field = 'code' | 'message' | 'fix' | 'whose';
type Fields = Readonly<Record<Field, readonly Value[]>>;

/** A code is permanent, and in PascalCase; other things named `code` are not ours. */
const isCode = /^[A-Z][a-z]\w+$/;

/** As far as a code is handed from function to function. */
const farthest = 5;

/** Every problem and every issue that TypeScript makes, wherever its words stand. */
export function typescriptProblems(tree: SourceTree): readonly FoundProblem[] {
  const callers = callersIn(tree);
  const read = (made: Value, far = 0): readonly FoundProblem[] => {
    if (made.kind !== 'node') return [];
    const found = fieldsOf(tree, made);
    const open = far < farthest ? openParameter(found) : undefined;
    const calls = open === undefined ? [] : (callers.get(open) ?? []);
    if (open === undefined || calls.length === 0) return combined(found, tree.fileOf(made.node));
    return calls.flatMap((call) => {
      const frame = appended(made.frame, { of: open, given: children(call, 'arguments'), caller: null });
      return read({ ...made, frame }, far + 1);
    });
  };
  return detailsIn(tree).flatMap((node) => evaluate(tree, node, null).flatMap((value) => read(value)));
}

/** Objects with a code or a fix, which may be spread into the other, and whatever else a problem is made of. */
function detailsIn(tree: SourceTree): readonly Node[] {
  return tree.nodes.flatMap((node) => {
    if (node.type === 'NewExpression' && child(node, 'callee')?.name === 'Problem')
      return children(node, 'arguments').slice(0, 1);
    const isDetails = node.type === 'ObjectExpression' && (has(node, 'code') || has(node, 'fix'));
    return isDetails ? [node] : [];
  });
}

function has(object: Node, name: string): boolean {
  return children(object, 'properties').some((property) => child(property, 'key')?.name === name);
}

/** Some keep code and fix in an object of their own and the words beside it: issues of zod, and a table of what AWS says. */
function around(tree: SourceTree, object: Node): Node | null {
  const property = tree.parentOf(object);
  const outer = property?.type === 'Property' ? tree.parentOf(property) : undefined;
  return outer?.type === 'ObjectExpression' ? outer : null;
}

function fieldsOf(tree: SourceTree, made: Value): Fields {
  const outer = made.kind === 'node' ? around(tree, made.node) : null;
  const beside = (field: string) =>
    outer === null ? [] : partOf(tree, { kind: 'node', node: outer, frame: null }, field);
  const message = [
    () => partOf(tree, made, 'message'),
    () => beside('message'),
    () => beside('happened').map(inSentence),
  ];
  return {
    code: partOf(tree, made, 'code'),
    message: message.map((read) => read()).find((values) => values.length > 0) ?? [],
    fix: partOf(tree, made, 'fix'),
    whose: partOf(tree, made, 'whose'),
  };
}

/** The function on whose caller it depends which problem this is, or what all of its message or fix is. */
function openParameter({ code, message, fix }: Fields): Node | undefined {
  const open = [...code, ...message, ...fix].find((value) => value.kind === 'parameter');
  return open?.kind === 'parameter' ? open.of : undefined;
}

function appended(frame: Frame | null, last: Frame): Frame {
  return frame === null ? last : { ...frame, caller: appended(frame.caller, last) };
}

function callersIn(tree: SourceTree): ReadonlyMap<Node, readonly Node[]> {
  const calls = tree.nodes.filter((node) => node.type === 'CallExpression');
  const found = Map.groupBy(calls, (call) => calledFunction(tree, call));
  found.delete(undefined);
  return found as ReadonlyMap<Node, readonly Node[]>;
}

function inSentence(value: Value): Value {
  return value.kind === 'text' ? { kind: 'text', text: `While ${gap}, ${value.text}.` } : value;
}

function textOf(value: Value | undefined): string {
  return value?.kind === 'text' ? value.text : gap;
}

/** Alternatives that are as many belong together one by one; else each goes with each. */
function combined(found: Fields, file: string): readonly FoundProblem[] {
  if (found.message.length + found.fix.length === 0) return [];
  return found.code.flatMap((code, index) => {
    if (!isCode.test(textOf(code))) return [];
    const of = (field: Field) => {
      const texts = found[field].map(textOf);
      return texts.length === found.code.length ? texts.slice(index, index + 1) : texts;
    };
    const whose = (['machine', 'ours'] as const).find((each) => of('whose').includes(each)) ?? 'yours';
    return pairs(of('message'), of('fix')).map((pair) => ({ code: textOf(code), ...pair, whose, file }));
  });
}

function pairs(
  messages: readonly string[],
  fixes: readonly string[],
): readonly Pick<FoundProblem, 'message' | 'fix'>[] {
  if (messages.length === fixes.length) return messages.map((message, at) => ({ message, fix: fixes[at] ?? gap }));
  const [someMessages, someFixes] = [messages, fixes].map((texts) => (texts.length === 0 ? [gap] : texts));
  return (someMessages ?? []).flatMap((message) => (someFixes ?? []).map((fix) => ({ message, fix })));
}
