import { expect, test } from 'vitest';
import { checkReport } from '../../../src/config/check-report.ts';
import { renderIssues } from '../../../src/config/explaining/render-issues.ts';
import { parseWorkspace } from '../../../src/config/parse-workspace.ts';
import { problemsIn } from '../problems-in.ts';

test('problems are shown in their files, with place, path, message and fix', () => {
  const text =
    'workspace: acme\nstudio: { spaces: privat }\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { flows: [f.yaml] } }';
  const rendered = renderIssues(problemsIn(text, { 'f.yaml': 'flow: sales\ninputs: { sales: { file: s.csv } }' }));
  expect(rendered).toBe(`/team/atelier.yaml has 2 problems.

  2:19  studio.spaces           "privat" is not accepted here. Accepted are private, shared and none.
                                -> Write "private".
  4:13  projects.sales.members  Project "sales" has no members, so nobody could work in it.
                                -> Add \`members: [ana]\` with the people who work in it.

f.yaml has 1 problem.

  1:1  forecast  forecast is missing. It is a map of settings.
                 -> Add \`forecast: { horizon: 5 }\`.
`);
});

test('a path too long for its column does not push the messages away', () => {
  const text = `workspace: acme\npeople: { "a.person.with.a.long.name@example.com": { rule: admin } }`;
  const lines = renderIssues(problemsIn(text)).split('\n');
  expect(Math.max(...lines.filter((line) => line.includes('->')).map((line) => line.indexOf('->')))).toBeLessThan(50);
});

test('a hundred problems of each file are shown with how many are left, all of them as data', () => {
  const unknown = Array.from({ length: 1_334 }, (_, index) => `k${index}: 1\n`).join('');
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: `workspace: acme\n${unknown}` });
  const { problems } = checkReport(result);
  expect(problems).toHaveLength(1_334);
  const other = problemsIn('workspace: ac');
  const lines = renderIssues([...problems, ...other]).split('\n');
  expect(lines[0]).toBe('atelier.yaml has 1,334 problems.');
  expect(lines.filter((line) => line.includes('is not a setting'))).toHaveLength(100);
  expect(lines).toContain('  and 1,234 more; mend these first.');
  expect(lines).toContain('/team/atelier.yaml has 1 problem.');
  expect(renderIssues(problems.slice(0, 100))).not.toContain('more; mend');
});

test('as data, problems are what atelier check --json prints', () => {
  expect(checkReport(parseWorkspace({ file: 'atelier.yaml', folder: '/', text: 'workspace: ac' }))).toEqual({
    ok: false,
    problems: [
      {
        path: 'workspace',
        file: 'atelier.yaml',
        line: 1,
        column: 12,
        code: 'NotAccepted',
        message: expect.stringContaining('"ac" is not accepted here.'),
        fix: 'Write for example acme.',
      },
    ],
    notes: [],
  });
});
