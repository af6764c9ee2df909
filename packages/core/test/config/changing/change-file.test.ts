import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { changeFile } from '../../../src/config/changing/change-file.ts';
import { changeText, type FileChange } from '../../../src/config/changing/file-change.ts';
import { loadWorkspace } from '../../../src/config/reading/load.ts';

const text = `# ours
workspace: acme
people:
  july: { role: viewer } # new
  12: { role: viewer }
  lead: { role: lead-data-scientist }
projects:
  sales: { members: [lead] }
`;

describe('a change of a file', () => {
  const cases: readonly (readonly [FileChange, (data: never) => unknown, unknown, string])[] = [
    [
      { kind: 'set', path: ['people', 'july', 'role'], value: 'data-engineer' },
      ({ people }: { people: Record<string, unknown> }) => people.july,
      { role: 'data-engineer' },
      'people.july.role: data-engineer',
    ],
    [
      { kind: 'set', path: ['people', '12', 'role'], value: 'admin' },
      ({ people }: { people: Record<string, unknown> }) => people['12'],
      { role: 'admin' },
      'people.12.role: admin',
    ],
    [
      { kind: 'set', path: ['network', 'access'], value: ['192.0.2.1/32', '10.10.0.0/16'] },
      ({ network }: { network: unknown }) => network,
      { access: ['192.0.2.1/32', '10.10.0.0/16'] },
      'network.access: [192.0.2.1/32, 10.10.0.0/16]',
    ],
    [
      { kind: 'append', path: ['projects', 'sales', 'members'], value: 'july' },
      ({ projects }: { projects: unknown }) => projects,
      { sales: { members: ['lead', 'july'] } },
      'projects.sales.members: add july',
    ],
    [
      { kind: 'drop', path: ['projects', 'sales', 'members'], value: 'lead' },
      ({ projects }: { projects: unknown }) => projects,
      { sales: { members: [] } },
      'projects.sales.members: take out lead',
    ],
    [
      { kind: 'remove', path: ['people', 'july'] },
      ({ people }: { people: object }) => Object.keys(people),
      ['12', 'lead'],
      'people.july: remove',
    ],
  ];

  test.each(cases)('%j', (change, seen, wanted, words) => {
    const changed = changeFile(text, [change]);
    expect(seen(parse(changed) as never)).toEqual(wanted);
    expect(changed).toContain('# ours');
    expect(changeText(change)).toBe(words);
  });

  test('makes what stands on its way and is nothing', () => {
    const changed = changeFile('workspace: acme\npeople:\n', [
      { kind: 'set', path: ['people', 'july', 'role'], value: 'viewer' },
    ]);
    expect(parse(changed)).toEqual({ workspace: 'acme', people: { july: { role: 'viewer' } } });
  });

  test('adds nobody twice and takes out nobody who is not there', () => {
    const path = ['projects', 'sales', 'members'];
    const same = changeFile(text, [
      { kind: 'append', path, value: 'lead' },
      { kind: 'drop', path, value: 'july' },
    ]);
    expect(parse(same)).toEqual(parse(text));
  });

  test.each(['people: [', '', 'just words', '- a\n- b'])('leaves %j for whoever reads it', (broken) => {
    expect(() => changeFile(broken, [{ kind: 'set', path: ['a', 'b'], value: 1 }])).not.toThrow();
  });
});

test('a workspace is loaded as its file would be, checked by the same rules, and the file stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-change-'));
  const file = join(folder, 'atelier.yaml');
  await writeFile(file, text);
  const changed = await loadWorkspace(file, [{ kind: 'set', path: ['people', 'july', 'role'], value: 'admin' }]);
  const wrong = await loadWorkspace(file, [{ kind: 'set', path: ['people', 'lead', 'role'], value: 'viewer' }]);
  expect(changed.ok && changed.workspace.people.find(({ name }) => name === 'july')?.role).toBe('admin');
  expect(wrong.ok === false && wrong.problems.map(({ code }) => code)).toEqual(['NobodyApproves']);
  expect(await readFile(file, 'utf8')).toBe(text);
  await rm(folder, { recursive: true });
});
