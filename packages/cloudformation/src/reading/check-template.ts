import { Problem } from '@atelier/problem';
import { knownFunctions } from '../functions/intrinsics.ts';
import type { Template } from '../template.ts';
import { isMap, own } from '../value.ts';

/** Sections that say nothing of resources; rules have functions of their own. */
const unevaluated: ReadonlySet<string> = new Set(['Metadata', 'Rules']);

/** No template that people or tools write is nested that deeply. */
const deepest = 80;

/** A document that has the shape of a template, with functions that are understood. */
export function checkTemplate(document: unknown, file: string): Template {
  const resources = own(document, 'Resources');
  if (!isMap(resources) || Object.keys(resources).length === 0) throw notATemplate(file);
  return checkedTemplate(document as Template, file);
}

/** The same of a stack of an assembly, which may be empty. */
export function checkStack(document: unknown, file: string): Template {
  if (!isMap(document)) throw notATemplate(file);
  return checkedTemplate(
    { ...document, Resources: isMap(document.Resources) ? document.Resources : {} } as Template,
    file,
  );
}

function checkedTemplate(document: Template, file: string): Template {
  checkFunctions(document, file);
  return document;
}

function notATemplate(file: string): Problem {
  return new Problem({
    code: 'NotATemplate',
    message: `${file} is no CloudFormation template: it has no Resources.`,
    fix: 'Name a template, or the folder that "cdk synth" writes (cdk.out).',
    whose: 'yours',
  });
}

/** Whether a proof tells of a function by name, in place of a refusal. */
function isNamedLater(name: string): boolean {
  return name === 'Fn::Transform' || name.startsWith('Fn::ForEach::');
}

/** Goes through the whole document without calling itself: it may be nested as deeply as its writer likes. */
function checkFunctions(document: unknown, file: string): void {
  const open: { readonly part: unknown; readonly path: readonly string[] }[] = [{ part: document, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, path } = next;
    if (typeof part !== 'object' || part === null) continue;
    if (path.length > deepest) throw tooDeep(file, path.slice(0, 3).join('.'));
    const keys = Object.keys(part);
    const [only, second] = keys;
    const isAlone = only !== undefined && second === undefined && !unevaluated.has(path[0] ?? '');
    if (isAlone && only.startsWith('Fn::') && !knownFunctions.has(only) && !isNamedLater(only))
      throw unknownFunction(file, only, path.join('.'));
    for (const [key, inner] of Object.entries(part)) open.push({ part: inner, path: [...path, key] });
  }
}

export function tooDeep(file: string, place: string): Problem {
  return new Problem({
    code: 'TooDeep',
    message: `${file} is nested more than ${deepest} levels deep, at ${place}.`,
    fix: 'Remove the inner brackets.',
    whose: 'yours',
  });
}

export function unknownFunction(file: string, name: string, place: string): Problem {
  return new Problem({
    code: 'UnknownFunction',
    message: `${file} calls ${name} at ${place}, which is not one of the functions that can be worked out here.`,
    fix: 'Correct its name; if a macro replaces it, name the template that CloudFormation has processed.',
    whose: 'yours',
  });
}
