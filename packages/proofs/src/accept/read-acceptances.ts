import { isMap, textIn } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import { parseDocument } from 'yaml';
import { rules } from '../rules.ts';
import type { Acceptance } from './acceptance.ts';

const keys = ['rule', 'type', 'resource', 'reason', 'until'];

/** Fewer letters give no reason. */
const shortestReason = 10;

/**
 * The accepted findings in a file: a YAML list of `rule`, `type` or `resource` or both, `reason` and `until`.
 *
 * @throws Problem that names the entry, and what is missing in it
 */
export function readAcceptances(text: string, file: string): readonly Acceptance[] {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw bad(file, `it is no YAML: ${error.message.split('\n')[0]}`);
  const entries: unknown = document.toJS({ maxAliasCount: 0 });
  if (!Array.isArray(entries)) throw bad(file, 'it is no list');
  return entries.map((entry, index) => acceptanceIn(entry, `${file}, entry ${index + 1}`));
}

function acceptanceIn(entry: unknown, place: string): Acceptance {
  if (!isMap(entry)) throw bad(place, 'it is no map');
  const other = Object.keys(entry).find((key) => !keys.includes(key));
  if (other !== undefined) throw bad(place, `"${other}" is none of ${keys.join(', ')}`);
  const [rule = '', type = '', resource = '', reason = '', until = ''] = keys.map((key) => textIn(entry[key]).trim());
  if (!rules.some(({ id }) => id === rule)) throw bad(place, `"${rule}" is the id of no rule`);
  if (type === '' && resource === '') throw bad(place, 'it names neither a type nor a resource');
  if (reason.length < shortestReason) throw bad(place, `"${reason}" is no reason of ${shortestReason} letters or more`);
  if (!isDay(until)) throw bad(place, `"${until}" is no day; until is a date such as 2027-05-31`);
  return { place, rule, type: type || null, resource: resource || null, reason, until };
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function bad(place: string, why: string): Problem {
  return new Problem({
    code: 'BadAcceptance',
    message: `${place} accepts no finding: ${why}.`,
    fix: 'Write a list of entries with rule, type or resource, reason, and until.',
    whose: 'yours',
  });
}
