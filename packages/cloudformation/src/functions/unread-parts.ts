import type { Template } from '../template.ts';
import { isMap, own } from '../value.ts';

/** A part of a template of which nobody knows what it becomes. */
export interface UnreadPart {
  /** Such as `Resources.Fn::ForEach::Topics`. */
  readonly path: string;
  /** Description of what stands there, for people. */
  readonly what: string;
}

/** AWS's own; it adds functions, and those are looked at one by one. */
const harmless = 'AWS::LanguageExtensions';

/** Sections that make no resources; in `Outputs` a loop makes outputs alone. */
const unevaluated: ReadonlySet<string> = new Set(['Metadata', 'Rules', 'Transform', 'Description']);

/** Macros, loops, functions beside other keys, and choices by conditions that are not there. */
export function unreadParts(template: Template): UnreadPart[] {
  return [...macros(template), ...unreadFunctions(template)];
}

function macros(template: Template): UnreadPart[] {
  const transforms = [own(template, 'Transform') ?? []].flat();
  return transforms
    .filter((name) => name !== harmless)
    .map((name) => ({ path: 'Transform', what: `the macro ${typeof name === 'string' ? name : nameIn(name)}` }));
}

function nameIn(transform: unknown): string {
  const name = own(transform, 'Name');
  return typeof name === 'string' ? name : 'without a name';
}

interface Open {
  readonly part: unknown;
  readonly path: readonly string[];
}

/** Without calling itself: a template may be nested as deeply as its writer likes. */
function unreadFunctions(template: Template): UnreadPart[] {
  const found: UnreadPart[] = [];
  const open: Open[] = [{ part: template, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, path } = next;
    if (typeof part !== 'object' || part === null) continue;
    const isAlone = Object.keys(part).length === 1;
    for (const [key, inner] of Object.entries(part)) {
      if (path.length === 0 && unevaluated.has(key)) continue;
      const here = [...path, key];
      const what = isMap(part) ? unreadKey(key, inner, isAlone, template) : undefined;
      if (what !== undefined && !isLoopOfOutputs(here)) found.push({ path: here.join('.'), what });
      else open.push({ part: inner, path: here });
    }
  }
  return found.reverse();
}

function isLoopOfOutputs([section, key = '']: readonly string[]): boolean {
  return section === 'Outputs' && key.startsWith('Fn::ForEach');
}

function unreadKey(key: string, argument: unknown, isAlone: boolean, template: Template): string | undefined {
  if (key === 'Fn::Transform') return `the macro ${nameIn(argument)}`;
  if (key.startsWith('Fn::ForEach')) return `the loop ${key}`;
  if (key.startsWith('Fn::') && !isAlone) return `${key} beside other keys`;
  if (key !== 'Fn::If' || !Array.isArray(argument)) return undefined;
  const isThere = typeof argument[0] === 'string' && own(own(template, 'Conditions'), argument[0]) !== undefined;
  return isThere ? undefined : `a choice by the condition ${JSON.stringify(argument[0])}, which is not there`;
}
