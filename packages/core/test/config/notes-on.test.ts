import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/config/check-report.ts';
import { renderNotes } from '../../src/config/explaining/render-issues.ts';
import { parseWorkspace } from '../../src/config/parse-workspace.ts';

const here = 'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\n';
const aws = `${here}aws: { region: eu-central-1 }\n`;
const project = (name: string, settings: string) => `  ${name}: { members: [ana]${settings} }\n`;
const budget = ', budget: { monthlyUsd: 800 }';
const notify = ', notify: [costs@example.com]';

function notesOn(text: string) {
  const report = checkReport(parseWorkspace({ file: 'atelier.yaml', folder: '/', text }));
  expect(report).toMatchObject({ ok: true, problems: [] });
  return report.notes;
}

describe('a check tells', () => {
  test.each([
    ['the limit of a workspace without projects', `${aws}limits: { monthlyUsd: 9 }\n`, 'limits.monthlyUsd', '4:23'],
    [
      'that of one whose projects tell nobody',
      `${aws}limits: { monthlyUsd: 9 }\nprojects:\n${project('aa', '')}`,
      'limits.monthlyUsd',
      '4:23',
    ],
    [
      'the budget of a project without an address',
      `${aws}projects:\n${project('aa', budget)}${project('bb', notify)}`,
      'projects.aa.budget',
      '5:33',
    ],
  ])('of an amount that nobody hears of: %s', (_, text, path, place) => {
    const notes = notesOn(text);
    expect(notes).toMatchObject([
      { path, code: 'NobodyHears', message: expect.stringMatching(/^Nobody hears when AWS costs more than \d+ USD/) },
    ]);
    expect(renderNotes(notes)).toContain(`atelier.yaml has 1 note.\n\n  ${place}`);
  });

  test.each([
    [
      'a budget that tells somebody',
      `${aws}limits: { monthlyUsd: 9000 }\nprojects:\n${project('aa', budget + notify)}`,
    ],
    [
      'amounts of a file for one machine, where nothing is charged',
      `${here}limits: { monthlyUsd: 9000 }\nprojects:\n${project('aa', budget)}`,
    ],
    ['a file without amounts', `${aws}projects:\n${project('aa', '')}`],
  ])('nothing of %s', (_, text) => {
    expect(notesOn(text)).toEqual([]);
    expect(renderNotes([])).toBe('');
  });
});

test('a setting that files had before is told, with what to do, and keeps nobody', () => {
  const text =
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], notebooks: ./n } }\n';
  expect(notesOn(text)).toEqual([
    {
      path: 'projects.sales.notebooks',
      file: 'atelier.yaml',
      ...{ line: 3, column: expect.any(Number), code: 'RetiredSetting' },
      message: expect.stringContaining('does nothing'),
      fix: expect.stringContaining('commit the notebooks to the repository'),
    },
  ]);
});
