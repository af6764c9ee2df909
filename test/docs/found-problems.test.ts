import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FoundProblem } from '../../docs/generate/problems/found-problem.ts';
import { typescriptProblems } from '../../docs/generate/problems/typescript-problems.ts';
import { readSourceTree } from '../../docs/generate/reading/source-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'found-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const inShort = ({ code, message, fix, whose }: FoundProblem) => `${code} ${whose}: ${message} -> ${fix}`;

function inTypescript(text: string, other = ''): readonly string[] {
  const folder = folderOf({ 'a/src/a.ts': text, 'a/src/other.ts': other });
  return [...new Set(typescriptProblems(readSourceTree(folder, ['*/src/*.ts'])).map(inShort))].toSorted();
}

function inPython(text: string, other = ''): readonly string[] {
  const folder = folderOf({ 'atelier/a.py': text, 'atelier/other.py': other });
  const script = join(root, 'docs/generate/problems/python_problems.py');
  const found = execFileSync(join(root, '.venv/bin/python'), ['-P', script, join(folder, 'atelier')], {
    encoding: 'utf8',
  });
  return [...new Set((JSON.parse(found) as FoundProblem[]).map(inShort))].toSorted();
}

const one = 'NotThere yours: It is away. -> Look.';

describe('TypeScript gives a problem', () => {
  test.each<[string, string, readonly string[], string?]>([
    [
      'in one object',
      `throw new Problem({ code: 'NotThere', message: 'It is away.', fix: 'Look.', whose: 'yours' });`,
      [one],
    ],
    [
      'with words that stand before it',
      `function f() { const message = 'It is away.'; const fix = 'Look.'; return { code: 'NotThere', message, fix }; }`,
      [one],
    ],
    [
      'through a function',
      `function no(code: string, message: string, fix: string) { return new Problem({ code, message, fix }); }\nno('NotThere', 'It is away.', 'Look.');`,
      [one],
    ],
    [
      'through two functions',
      `function no(code: string, message: string) { return { code, message, fix: 'Look.' }; }\nfunction away(what: string) { return no('NotThere', what); }\naway('It is away.');`,
      [one],
    ],
    [
      'through a function of another file',
      `import { no } from './other.ts';\nno('NotThere', 'It is away.');`,
      [one],
      `export function no(code: string, message: string) { return { code, message, fix: 'Look.' }; }`,
    ],
    [
      'through an arrow',
      `const no = (code: string, message: string) => ({ code, message, fix: 'Look.' });\nno('NotThere', 'It is away.');`,
      [one],
    ],
    // The constant is found by itself too; the page leaves out what says less.
    [
      'spread from a constant',
      `const words = { code: 'NotThere', fix: 'Look.' };\nthrow new Problem({ ...words, message: 'It is away.' });`,
      ['NotThere yours: … -> Look.', one],
    ],
    [
      'spread from what a function gives back',
      `function need() { return { message: 'It is away.', fix: 'Look.' }; }\nthrow new Problem({ ...need(), code: 'NotThere' });`,
      [one],
    ],
    [
      'from what a caller hands in as a function',
      `function rule(need: () => { message: string; fix: string }) { return { ...need(), code: 'NotThere' }; }\nrule(() => ({ message: 'It is away.', fix: 'Look.' }));`,
      [one],
    ],
    [
      'in the params of an issue',
      `context.addIssue({ code: 'custom', message: 'It is away.', params: { code: 'NotThere', fix: 'Look.' } });`,
      [one],
    ],
    [
      'by a branch',
      `const f = (gone: boolean) => ({ code: gone ? 'NotThere' : 'NotHere', message: gone ? 'It is away.' : 'It is not here.', fix: 'Look.' });`,
      ['NotHere yours: It is not here. -> Look.', one],
    ],
    [
      'by a table',
      `const codes: Record<string, string> = { a: 'NotThere', b: 'NotHere' };\nconst f = (id: string) => ({ code: codes[id] ?? 'Nowhere', message: 'It is away.', fix: 'Look.' });`,
      ['NotHere yours: It is away. -> Look.', one, 'Nowhere yours: It is away. -> Look.'],
    ],
    [
      'with gaps by their names',
      `const f = (file: string, n: number) => ({ code: 'NotThere', message: \`\${file} is \${n + 1} away.\`, fix: 'Look.' });`,
      ['NotThere yours: ‹file› is … away. -> Look.'],
    ],
    [
      'with a constant in its words',
      `const most = 'ten';\nconst f = () => ({ code: 'NotThere', message: \`At most \${most}.\`, fix: 'Look.' });`,
      ['NotThere yours: At most ten. -> Look.'],
    ],
    [
      'of the machine',
      `throw new Problem({ code: 'NotThere', message: 'It is away.', fix: 'Look.', whose: 'machine' });`,
      ['NotThere machine: It is away. -> Look.'],
    ],
    [
      'and nothing else that is called a code',
      `const exit = { code: 2, fix: 'x' }; const client = { code: new Client(), message: 'x' }; const sys = { code: 'ENOENT', message: 'x' };`,
      [],
    ],
  ])('%s', (_way, text, found, other) => {
    expect(inTypescript(text, other)).toEqual([...found].toSorted());
  });
});

describe('Python gives a problem', () => {
  test.each<[string, string, readonly string[], string?]>([
    ['in one call', `raise Problem("NotThere", "It is away.", "Look.")`, [one]],
    [
      'by the names of its parameters',
      `raise Problem(fix="Look.", message="It is away.", code="NotThere", whose="machine")`,
      ['NotThere machine: It is away. -> Look.'],
    ],
    [
      'with words that stand before it',
      `def f():\n    message = "It is away."\n    raise Problem("NotThere", message, "Look.")`,
      [one],
    ],
    [
      'with the last words before it',
      `def f():\n    fix = "Wait."\n    a = Problem("NotHere", "It is away.", fix)\n    fix = "Look."\n    return Problem("NotThere", "It is away.", fix)`,
      ['NotHere yours: It is away. -> Wait.', one],
    ],
    [
      'through a function',
      `def no(code, message):\n    return Problem(code, message, "Look.")\n\nno("NotThere", "It is away.")`,
      [one],
    ],
    [
      'through a function of another module',
      `from atelier.other import no\n\nno("NotThere", message="It is away.")`,
      [one],
      `def no(code, message):\n    return Problem(code, message, "Look.")`,
    ],
    [
      'not through another function of that name',
      `def no(message):\n    return Problem("NotThere", message, "Look.")\n\nno("It is away.")`,
      [one],
      `def no(message):\n    return message\n\nno("Something else")`,
    ],
    [
      'with a constant of another module',
      `from atelier.other import CODE\n\nraise Problem(CODE, "It is away.", "Look.")`,
      [one],
      `CODE = "NotThere"`,
    ],
    [
      'by a table',
      `CODES = {"a": "NotThere", "b": "NotHere"}\n\ndef f(name):\n    raise Problem(CODES[name], "It is away.", "Look.")`,
      ['NotHere yours: It is away. -> Look.', one],
    ],
    [
      'by a branch',
      `def f(kind):\n    raise Problem("NotThere", "It is away.", "Look." if kind else "Wait.")`,
      [one, 'NotThere yours: It is away. -> Wait.'],
    ],
    [
      'with gaps by their names',
      `def f(path):\n    raise Problem("NotThere", f"{path} is {1 + 1} away.", "Look.")`,
      ['NotThere yours: ‹path› is … away. -> Look.'],
    ],
  ])('%s', (_way, text, found, other) => {
    expect(inPython(text, other)).toEqual([...found].toSorted());
  });
});
