import { fileURLToPath } from 'node:url';
import type { StackTemplate } from '@atelier/cloudformation';
import { loadWorkspace, type Workspace } from '@atelier/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { shardOf } from '../../src/layout/shard-of.ts';
import { synthesise } from '../../src/synthesise.ts';
import { changedStacks } from './changed-stacks.ts';

const file = fileURLToPath(new URL('../../../../examples/acme/atelier.yaml', import.meta.url));

let workspace: Workspace;
let before: readonly StackTemplate[];

beforeAll(async () => {
  const loaded = await loadWorkspace(file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  workspace = loaded.workspace;
  before = (await synthesise(workspace)).stacks;
});

/** The example with one more data scientist. */
function withNina(projects: readonly string[]): Workspace {
  const [like] = workspace.people.filter((person) => person.role === 'data-scientist');
  if (!like) throw new Error('The example has no data scientist');
  const joined = workspace.projects.map((project) =>
    projects.includes(project.name) ? { ...project, members: [...project.members, 'nina'] } : project,
  );
  return { ...workspace, people: [...workspace.people, { ...like, name: 'nina' }], projects: joined };
}

describe('adding one person to the example', () => {
  it.each([
    ['in no project', []],
    ['in a project', ['sales-forecasting']],
  ])('%s changes only the stack of that person, and replaces nothing', async (_, projects) => {
    const after = (await synthesise(withNina(projects))).stacks;
    expect(changedStacks(before, after)).toEqual([`acme-people-${shardOf('nina')}`]);
    const all = guardrails(after, { workspace, deployed: before });
    expect(all.find(({ id }) => id === 'stateful-replacement')).toMatchObject({ ok: true, finding: null });
  });

  it('and taking her away again leaves what was there', async () => {
    const after = (await synthesise(workspace)).stacks;
    expect(changedStacks(before, after)).toEqual([]);
  });
});

describe('changing the example', () => {
  it.each([
    [
      'the sign-in',
      (given: Workspace): Workspace => ({ ...given, signIn: { ...given.signIn, method: 'iam' } }),
      'AuthMode',
    ],
    ['the name', (given: Workspace): Workspace => ({ ...given, name: 'acme2' }), 'in the new stack acme2-foundation'],
    [
      'the name of a project',
      (given: Workspace): Workspace => ({
        ...given,
        projects: given.projects.map((each) => ({ ...each, name: 'sales' })),
      }),
      'AWS::S3::Bucket goes, and one like it comes in the new stack acme-project-sales',
    ],
  ])('by %s is refused for what would be lost', async (_, change, finding) => {
    const next = change(workspace);
    const all = guardrails((await synthesise(next)).stacks, { workspace: next, deployed: before });
    const { ok, findings } = all.find(({ id }) => id === 'stateful-replacement') ?? {};
    expect(ok).toBe(false);
    expect(findings?.filter(({ level }) => level === 'error').map(({ message }) => message)).toContainEqual(
      expect.stringContaining(finding),
    );
  });
});
