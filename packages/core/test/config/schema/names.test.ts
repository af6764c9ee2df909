import { expect, test } from 'vitest';
import { projectName } from '../../../src/config/schema/names.ts';
import { workspaceOf } from '../../workspace-of.ts';
import { problemsIn } from '../problems-in.ts';

const withProject = (name: string) =>
  `workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { ${name}: { members: [ana] } }`;

test.each(['ml', 'hr', 'a1', 'a-b', `a${'b'.repeat(31)}`])('%s is the name of a project', (name) => {
  expect(workspaceOf(withProject(name)).projects.map((project) => project.name)).toEqual([name]);
});

test.each(['m', 'M1', '1a', 'a-', '-a', 'a--b', 'a_b', 'ä1', `a${'b'.repeat(32)}`])('%s is none', (name) => {
  expect(projectName.safeParse(name).success).toBe(false);
});

test('a project of one letter is refused with what is accepted', () => {
  expect(problemsIn(withProject('m'))).toMatchObject([{ message: expect.stringContaining('2 to 32 characters') }]);
});
