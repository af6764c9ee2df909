import { expect } from 'vitest';
import type { ConfigIssue } from '../../src/config/explaining/issue.ts';

/** A promise about the file, with one text that breaks it and one that keeps it. */
export interface RuleCase {
  readonly promise: string;
  readonly breaks: string;
  readonly keeps: string;
  readonly path: string;
  readonly code: string;
  readonly message: RegExp;
  readonly fix: RegExp;
}

/** The breaking text has the one problem, the keeping text has none. */
export function expectKept(rule: RuleCase, problemsIn: (text: string) => readonly ConfigIssue[]): void {
  const [problem, ...others] = problemsIn(rule.breaks);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: rule.path, code: rule.code });
  expect(problem?.message).toMatch(rule.message);
  expect(problem?.fix).toMatch(rule.fix);
  expect(problemsIn(rule.keeps)).toEqual([]);
}
