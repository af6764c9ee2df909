import type { DocumentIssue } from './document-issue.ts';

/** The size of a definition that Step Functions takes. */
export const longestDocumentBytes = 1_048_576;

/** Parallels and maps within one another; reading takes longer with each. */
const deepestBranches = 10;
const deepestJson = 100;

interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
  readonly branches: number;
}

/** The issue of a document no one could read to its end, before anybody follows what it says; undefined for any other. */
export function beyondLimits(document: unknown): DocumentIssue | undefined {
  const rest: Place[] = [{ value: document, path: [], branches: 0 }];
  for (let place = rest.pop(); place !== undefined; place = rest.pop()) {
    const { value, path } = place;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length > deepestJson) return issue(path.slice(0, 4), `is nested more than ${deepestJson} levels deep`);
    if (Object.hasOwn(value, '__proto__')) return issue(path, '"__proto__" is no name that is accepted here');
    const branches = place.branches + (Object.hasOwn(value, 'StartAt') ? 1 : 0);
    // The document itself is the first.
    if (branches > deepestBranches + 1) {
      return issue(path.slice(0, 4), `has more than ${deepestBranches} Parallels and Maps within one another`);
    }
    for (const [key, inner] of Object.entries(value)) rest.push({ value: inner, path: [...path, key], branches });
  }
  return undefined;
}

function issue(path: readonly string[], message: string): DocumentIssue {
  return { path: path.join('.'), message };
}
