import { createRequire } from 'node:module';
import { Problem } from '@atelier/problem';
import type { z } from 'zod';
import type { DocumentIssue } from './document-issue.ts';
import { beyondLimits, longestDocumentBytes } from './document-limits.ts';
import { refusedFields } from './refused-fields.ts';
import { type StatesDocument, statesDocument } from './states-document.ts';

const require = createRequire(import.meta.url);

/**
 * Everything that keeps a document from meaning the same on every target; empty when it does.
 *
 * Fields of the language that are left out here on purpose are refused with the reason.
 */
export function checkDocument(document: unknown): readonly DocumentIssue[] {
  const beyond = beyondLimits(document);
  if (beyond !== undefined) return [beyond];
  const outside = statesDocument.safeParse(document, { reportInput: true }).error?.issues.flatMap(explain) ?? [];
  return outside.length > 0 ? outside : languageIssues(document);
}

/** The document in a text. Throws a Problem that lists everything refused. */
export function parseDocument(text: string): StatesDocument {
  const document = parseJson(text);
  const issues = checkDocument(document);
  if (issues.length > 0)
    throw refusal(issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)));
  return document as StatesDocument;
}

function parseJson(text: string): unknown {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > longestDocumentBytes) throw refusal([`it has ${bytes} bytes, and ${longestDocumentBytes} are accepted`]);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal([`it is no JSON: ${error instanceof Error ? error.message : error}`]);
  }
}

function refusal(reasons: readonly string[]): Problem {
  return new Problem({
    code: 'DocumentRefused',
    message: `The document is refused: ${reasons.join('; ')}.`,
    fix: 'Change the document at the places named.',
    whose: 'yours',
  });
}

function explain(issue: z.core.$ZodIssue): DocumentIssue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: refusedFields[key] ?? 'is not a field that is accepted here',
    }));
  }
  const given =
    issue.code === 'custom' || typeof issue.input === 'object' ? '' : `, given ${JSON.stringify(issue.input)}`;
  return [{ path: path.join('.'), message: issue.message + given }];
}

/** Issues that only show across states: targets that do not exist, states never reached, names used twice. */
function languageIssues(document: unknown): readonly DocumentIssue[] {
  // Read only here: it takes as long as the rest of core together, and most commands check no document.
  const validate = require('asl-validator') as typeof import('asl-validator').default;
  return validate(structuredClone(document)).errors.map((error) => ({ path: '', message: error.Message }));
}
