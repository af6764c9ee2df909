import { expect, test } from 'vitest';
import { checkReport } from '../../src/config/check-report.ts';
import { parseWorkspace } from '../../src/config/parse-workspace.ts';
import { renderIssues } from '../../src/config/render-issues.ts';
import { problemsIn } from './problems-in.ts';

test('problems are shown in their files, with place, path, message and fix', () => {
  const text =
    'workspace: acme\nstudio: { spaces: privat }\npeople: { ana: { role: admin } }\nprojects: { sales: { flows: [f.yaml] } }';
  const rendered = renderIssues(problemsIn(text, { 'f.yaml': 'flow: sales\ninputs: { sales: { file: s.csv } }' }));
  expect(rendered).toBe(`/team/atelier.yaml has 2 problems.

  2:19  studio.spaces           "privat" is not accepted here. Accepted are private, shared and none.
                                -> Write "private".
  4:13  projects.sales.members  Project "sales" has no members, so nobody could work in it.
                                -> Add \`members: [ana]\` with the people who work in it.

f.yaml has 1 problem.

  1:1  forecast  forecast is missing. It is a map of settings.
                 -> Add "forecast".
`);
});

test('a path too long for its column does not push the messages away', () => {
  const text = `workspace: acme\npeople: { "a.person.with.a.long.name@example.com": { rule: admin } }`;
  const lines = renderIssues(problemsIn(text)).split('\n');
  expect(Math.max(...lines.filter((line) => line.includes('->')).map((line) => line.indexOf('->')))).toBeLessThan(50);
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
  });
});
