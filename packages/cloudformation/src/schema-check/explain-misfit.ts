import { accepted } from './accepted.ts';
import type { Misfit, Wanted } from './find-misfits.ts';
import type { SchemaFinding } from './schema-finding.ts';

const words: Readonly<Record<Wanted, string>> = {
  array: 'a list',
  map: 'an object',
  object: 'an object',
  tag: 'a tag with Key and Value',
  string: 'a text',
  'date-time': 'a date and time as text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  json: 'an object, a list or JSON as text',
  null: 'null',
};

/** A misfit in the properties of a resource of that type, for the template's author. */
export function explainMisfit(misfit: Misfit, type: string): Omit<SchemaFinding, 'resource'> {
  const path = pathText(misfit.path);
  switch (misfit.kind) {
    case 'missing': {
      const { name } = misfit;
      const message = `${ownerOf(misfit, type)} has no ${name}, which is required`;
      return { rule: 'missing-property', path: `${path}.${name}`, message, fix: `Add ${name}.` };
    }
    case 'unknown': {
      const { name } = misfit;
      const message = `${name} is not a property of ${ownerOf(misfit, type)}; accepted are ${accepted(name, misfit.accepted)}`;
      const fix = 'Correct the name or remove it.';
      return { rule: 'unknown-property', path: `${path}.${name}`, message, fix };
    }
    case 'wrong-type':
      return wrongType(shown(misfit.value), words[misfit.wanted], path);
    case 'wrong-function':
      return wrongType(
        `the ${misfit.wanted === 'array' ? 'text' : 'list'} of ${misfit.name}`,
        words[misfit.wanted],
        path,
      );
    case 'not-allowed': {
      const choices = accepted(String(misfit.value), misfit.allowed.map(String));
      const message = `${shown(misfit.value)} is not accepted; accepted are ${choices}`;
      return { rule: 'value-not-allowed', path, message, fix: 'Give one of the accepted values.' };
    }
  }
}

function wrongType(given: string, wanted: string, path: string): Omit<SchemaFinding, 'resource'> {
  const message = `${given} is given where ${wanted} is accepted`;
  return { rule: 'wrong-type', path, message, fix: `Give ${wanted}.` };
}

function pathText(path: Misfit['path']): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`),
    'Properties',
  );
}

/** The resource itself, or the structure in it, by the name of the property that holds it. */
function ownerOf({ path }: Misfit, type: string): string {
  return String(path.findLast((part) => typeof part === 'string') ?? type);
}

const longestShown = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
