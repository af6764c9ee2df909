import { describe, expect, test } from 'vitest';
import { rowOf } from '../../src/access/access-table.ts';
import { type Action, actions } from '../../src/access/action.ts';
import type { Caller } from '../../src/access/caller.ts';
import { decide } from '../../src/access/decide.ts';
import { decideForCaller } from '../../src/access/decide-for-caller.ts';
import { type Resource, resourcesOf } from '../../src/access/resource.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { company, personNamed } from './company.ts';

const shared = company('studio: { spaces: shared }');
const sales: Resource = { kind: 'project', project: 'sales' };

function spaceOf(project: string): Caller {
  return { kind: 'shared-space', project };
}

function withMembers(...members: readonly string[]): Workspace {
  const projects = shared.projects.map((one) => (one.name === 'sales' ? { ...one, members } : one));
  return { ...shared, projects };
}

function may(workspace: Workspace, action: Action, resource: Resource = sales): boolean {
  return decideForCaller(workspace, spaceOf('sales'), action, resource).allowed;
}

/** Who has no more than this by running jobs, which nothing in a job is refused. */
const ofJobs: readonly Action[] = [
  'data.read',
  'artifact.read',
  'artifact.write',
  'tracking.read',
  'tracking.write',
  'model.read',
  'model.register',
  'settings.read',
];

const makers = ['lead', 'july', 'john'];

describe.each([
  ['all roles', ['root', 'lead', 'july', 'john', 'auditor']],
  ['those who run jobs', makers],
  ['two', ['july', 'auditor']],
  ['one', ['lead']],
] as const)('the shared space of a project with %s', (_, members) => {
  const workspace = withMembers(...members);

  test('lets nobody do what they could not do without it', () => {
    let allowed = 0;
    for (const resource of resourcesOf(workspace)) {
      for (const action of actions) {
        if (!may(workspace, action, resource)) continue;
        allowed += 1;
        for (const name of members) {
          const person = personNamed(workspace, name);
          const runsJobs = rowOf('job.run').roles.includes(person.role) && ofJobs.includes(action);
          expect([name, action, runsJobs || decide(workspace, person, action, resource).allowed]).toEqual([
            name,
            action,
            true,
          ]);
        }
      }
    }
    expect(allowed).toBeGreaterThan(5);
  });

  test('is for its project, and for nothing that is a person’s or of the workspace', () => {
    const allowed = [...resourcesOf(workspace)].filter((resource) =>
      actions.some((action) => may(workspace, action, resource)),
    );
    expect(allowed).toEqual([{ kind: 'workspace' }, sales]);
    const ofWorkspace = actions.filter((action) => may(workspace, action, { kind: 'workspace' }));
    expect(ofWorkspace).toEqual(['package.install', 'person.see']);
  });

  test('approves, deploys, loads and changes nothing, unless it is one lead’s alone', () => {
    const never: readonly Action[] = ['model.approve', 'warehouse.load', 'data.write', 'repository.begin'];
    expect(never.filter((action) => may(workspace, action))).toEqual(members.join() === 'lead' ? never : []);
    expect((['endpoint.deploy', 'model.replace', 'settings.change'] as const).some((one) => may(workspace, one))).toBe(
      false,
    );
  });
});

test('where each member runs jobs it logs experiments, as jobs on AWS do; where one does not, it only reads', () => {
  expect(may(withMembers(...makers), 'tracking.write')).toBe(true);
  expect(may(withMembers(...makers, 'auditor'), 'tracking.write')).toBe(false);
  expect(may(withMembers(...makers, 'auditor'), 'warehouse.query')).toBe(true);
  expect(decideForCaller(withMembers(...makers, 'auditor'), spaceOf('sales'), 'tracking.write', sales).because).toMatch(
    /auditor/,
  );
});

test('what a workspace or project does without, it does without as well', () => {
  const without = { ...withMembers(...makers), tracking: { kind: 'none' } } as Workspace;
  expect(may(without, 'tracking.write')).toBe(false);
  const projects = withMembers(...makers).projects.map((one) => ({ ...one, warehouse: null }));
  expect(may({ ...shared, projects }, 'warehouse.query')).toBe(false);
});

test.each([
  ['spaces are private', company(), 'sales'],
  ['there are no spaces', company('studio: { spaces: none }'), 'sales'],
  ['there is no such project', shared, 'other'],
  ['nobody is a member', withMembers(), 'sales'],
  ['it has no name', shared, ''],
])('where %s, it may do nothing', (_, workspace, project) => {
  const allowed = [...resourcesOf(workspace)].flatMap((resource) =>
    actions.filter((action) => decideForCaller(workspace, spaceOf(project), action, resource).allowed),
  );
  expect(allowed).toEqual([]);
});

test('members alone open it, and only where spaces are shared', () => {
  const open = (workspace: Workspace, person: string) =>
    decideForCaller(workspace, { kind: 'person', person }, 'space.open', { kind: 'shared-space', project: 'sales' })
      .allowed;
  expect(['july', 'auditor', 'stranger', 'boss', 'mallory'].map((name) => open(shared, name))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(open(company(), 'july')).toBe(false);
});
