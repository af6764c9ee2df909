import { expect, test } from 'vitest';
import { issuesText } from '../../src/routes/issues-text.ts';

const wrong = (path: readonly (string | number)[], message: string) => ({ path, message });

test('says where, what was given, and what is accepted', () => {
  const value = { people: [{ role: 'boss' }], port: 70_000, projects: null, size: {}, sizes: [] };
  const text = (path: readonly (string | number)[]) => issuesText([wrong(path, 'expected another')], value);
  expect(text(['people', 0, 'role'])).toBe('people.0.role is "boss": expected another');
  expect(text(['port'])).toBe('port is 70000: expected another');
  expect(text(['projects'])).toBe('projects is null: expected another');
  expect(text(['size'])).toBe('size is a map: expected another');
  expect(text(['sizes'])).toBe('sizes is a list: expected another');
  expect(text(['people', 7, 'role'])).toBe('people.7.role is missing: expected another');
  expect(text(['toString'])).toBe('toString is missing: expected another');
  expect(text([])).toBe('the whole is a map: expected another');
});

test('says a few of many, and how many are left', () => {
  const issues = Array.from({ length: 100_000 }, (_, index) => wrong([index], 'no'));
  expect(issuesText(issues, [])).toBe('0 is missing: no; 1 is missing: no; 2 is missing: no; and 99997 more');
});

test('stays short, whatever was sent', () => {
  const text = 'x'.repeat(1_000_000);
  expect(issuesText([wrong([text], text)], { [text]: text }).length).toBeLessThan(600);
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(issuesText([wrong(['sql'], 'expected a text')], { sql: deep })).toBe('sql is a list: expected a text');
});

test('of several forms says what is wrong with the one that it comes nearest to', () => {
  const forms = [[wrong(['rows'], 'expected rows')], [wrong(['columns', 0, 'name'], 'expected a name')]];
  const issue = { path: ['answer'], message: 'none of them', errors: forms };
  expect(issuesText([issue], { answer: { columns: [{}] } })).toBe('answer.columns.0.name is missing: expected a name');
  expect(issuesText([{ ...issue, errors: [[wrong([], 'a text')]] }], { answer: 1 })).toBe('answer is 1: none of them');
});
