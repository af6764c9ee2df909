import { isMap } from '../stacks/template.ts';
import type { JsonMap, WireJson } from '../world/resource-store.ts';

/** Statements of a policy document; none where it is no document. */
export function statementsOf(document: WireJson | undefined): readonly JsonMap[] {
  return isMap(document) ? [document.Statement ?? []].flat().filter(isMap) : [];
}

/** Texts of an element that is one or several. */
export function textsOf(element: WireJson | undefined): readonly string[] {
  return [element ?? []].flat().map(String);
}

/** Principals of a statement, each with its kind; `*` by itself is of the kind `AWS`. */
export function principalsOf({ Principal: principal }: JsonMap): readonly (readonly [kind: string, name: string])[] {
  if (typeof principal === 'string') return [['AWS', principal]];
  if (!isMap(principal)) return [];
  return Object.entries(principal).flatMap(([kind, names]) => textsOf(names).map((name) => [kind, name] as const));
}

/** Whether a statement is about an action such as `kms:Encrypt`. */
export function isAbout({ Action: actions, NotAction: others }: JsonMap, action: string): boolean {
  return actions === undefined
    ? !textsOf(others).some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()))
    : textsOf(actions).some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()));
}

/** Whether a text is one that a pattern with `*` and `?` stands for. */
export function isLike(text: string, pattern: string): boolean {
  const source = pattern.split(/([*?])/).map((part) => ({ '*': '.*', '?': '.' })[part] ?? RegExp.escape(part));
  return new RegExp(`^${source.join('')}$`, 's').test(text);
}
