import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allProblems } from '../../docs/generate/problems/all-problems.ts';
import { problemsPage } from '../../docs/generate/problems/problems-page.ts';
import { sharedCodes } from '../../docs/generate/problems/shared-codes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const found = allProblems(root);
const page = readFileSync(join(root, 'docs/problems.md'), 'utf8');
const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, code = '']) => code);

/** Codes that tests invent, to see them handed on. */
const invented = ['FileMissing', 'SmallDidNotStart', 'SqlRefused'];

function textsOf(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: root, exclude: ['packages/{simulated-aws,constructs}/**'] }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
}

function matched(texts: readonly string[], pattern: RegExp): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code = '']) => code));
}

/** The codes that follow the name of a function whose first parameter is a code. */
function givenAsCode(texts: readonly string[], declared: RegExp): readonly string[] {
  return texts.flatMap((text) =>
    matched([text], declared).flatMap((name) =>
      matched(texts, new RegExp(`\\b${name}\\(\\s*['"]([A-Z]\\w+)['"],`, 'g')),
    ),
  );
}

describe('the page of problems', () => {
  test('is what the code says now: make docs writes it', () => {
    expect(page).toBe(problemsPage(found));
  });

  test('has an entry for each code, once, in order', () => {
    expect(headings.length).toBeGreaterThan(300);
    expect(headings).toEqual([...new Set(headings)].toSorted());
  });

  test.each([
    ['stands as a code in TypeScript', 'packages/*/src/**/*.ts', /\bcode: '([A-Z][a-z]\w+)'/g],
    ['is given to a problem in Python', 'python/atelier/**/*.py', /\bProblem\(\s*f?"([A-Z]\w+)"/g],
    ['is expected by a test in TypeScript', 'packages/*/test/**/*.ts', /\bcode: '([A-Z][a-z]\w+)'/g],
    ['is expected by a test in Python', 'python/test/**/*.py', /\bcode == "([A-Z]\w+)"|"code": "([A-Z]\w+)"/g],
    ['is promised by a docstring in Python', 'python/atelier/**/*.py', /Problems: `([A-Z]\w+)`/g],
  ])('has every code that %s', (_where, files, pattern) => {
    const codes = matched(textsOf(files), pattern).filter((code) => code !== '' && !invented.includes(code));
    expect(codes.length).toBeGreaterThan(5);
    expect([...new Set(codes)].filter((code) => !headings.includes(code))).toEqual([]);
  });

  test.each([
    ['TypeScript', 'packages/*/src/**/*.ts', /\b(?:function |const )(\w+)(?: = )?\(code: string/g],
    ['Python', 'python/atelier/**/*.py', /\bdef (\w+)\(code: str/g],
  ])('has every code that a function of ours in %s is given', (language, files, declared) => {
    const codes = givenAsCode(textsOf(files), declared);
    if (language === 'TypeScript') expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes)].filter((code) => !headings.includes(code))).toEqual([]);
  });

  test('says of every problem what happened and what to do', () => {
    const bare = page
      .split(/^### /m)
      .slice(1)
      .filter((entry) => !/^- \S.*\n {2}- Fix: \S/m.test(entry));
    expect(bare).toEqual([]);
  });
});

test('a code that several files give has one meaning, which the page says', () => {
  // Words that one file hands on from another one are the other one's.
  const words = found
    .filter(({ message }) => message !== '…')
    .map((one) => [`${one.code} ${one.message}`, one] as const);
  const byCode = Map.groupBy(new Map(words.toReversed()).values(), ({ code }) => code);
  const several = [...byCode].filter(([, those]) => new Set(those.map(({ file }) => file)).size > 1);
  expect(several.map(([code]) => code).toSorted()).toEqual(Object.keys(sharedCodes).toSorted());
});

test('every code is in PascalCase', () => {
  expect(found.map(({ code }) => code).filter((code) => !/^([A-Z][a-z0-9]+|A)+$/.test(code))).toEqual([]);
});
