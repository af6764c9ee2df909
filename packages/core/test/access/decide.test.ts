import { describe, expect, test } from 'vitest';
import type { Action } from '../../src/access/action.ts';
import { decide } from '../../src/access/decide.ts';
import type { Resource } from '../../src/access/resource.ts';
import { triplesOf } from '../../src/access/triples.ts';
import { company, personNamed } from './company.ts';

const workspace = company('tracking: { kind: server, size: Small }\nstudio: { spaces: shared }');
const sales: Resource = { kind: 'project', project: 'sales' };
const everything: Resource = { kind: 'workspace' };

const allowed: readonly (readonly [string, Action, Resource])[] = [
  ['july', 'data.read', sales],
  ['july', 'tracking.write', sales],
  ['july', 'model.register', sales],
  ['july', 'job.run', sales],
  ['july', 'sandbox.write', { kind: 'sandbox', project: 'sales', person: 'july' }],
  ['july', 'space.start', { kind: 'private-space', person: 'july' }],
  ['july', 'space.start', { kind: 'shared-space', project: 'sales' }],
  ['john', 'data.write', sales],
  ['john', 'warehouse.load', sales],
  ['john', 'flow.run', sales],
  ['john', 'tracking.read', sales],
  ['lead', 'model.approve', sales],
  ['lead', 'project.create', everything],
  ['auditor', 'data.read', sales],
  ['auditor', 'logs.read', sales],
  ['auditor', 'cost.see', everything],
  ['boss', 'space.stop', { kind: 'private-space', person: 'july' }],
  ['boss', 'space.stop', { kind: 'shared-space', project: 'sales' }],
  ['stranger', 'package.install', everything],
  ['stranger', 'space.open', { kind: 'private-space', person: 'stranger' }],
];

const refused: readonly (readonly [string, Action, Resource, RegExp])[] = [
  ['boss', 'data.read', sales, /not a member of sales/],
  ['stranger', 'job.see', sales, /not a member/],
  ['july', 'data.read', { kind: 'project', project: 'churn' }, /not a member of churn/],
  ['july', 'data.read', { kind: 'project', project: 'nowhere' }, /not a member/],
  ['july', 'data.write', sales, /data-engineer/],
  ['july', 'model.approve', sales, /takes lead-data-scientist/],
  ['root', 'model.approve', sales, /takes lead-data-scientist/],
  ['root', 'project.create', everything, /lead/],
  ['john', 'model.register', sales, /lead-data-scientist or data-scientist/],
  ['auditor', 'flow.run', sales, /takes/],
  ['auditor', 'warehouse.load', sales, /takes/],
  ['lead', 'sandbox.read', { kind: 'sandbox', project: 'sales', person: 'july' }, /belongs to july alone/],
  ['root', 'sandbox.read', { kind: 'sandbox', project: 'sales', person: 'july' }, /belongs to july alone/],
  ['july', 'sandbox.read', { kind: 'sandbox', project: 'churn', person: 'july' }, /not a member of churn/],
  ['auditor', 'sandbox.write', { kind: 'sandbox', project: 'sales', person: 'auditor' }, /takes/],
  ['root', 'space.open', { kind: 'private-space', person: 'july' }, /belongs to july alone/],
  ['lead', 'space.stop', { kind: 'private-space', person: 'july' }, /belongs to july alone/],
  ['july', 'space.start', { kind: 'shared-space', project: 'churn' }, /not a member of churn/],
  ['lead', 'endpoint.deploy', sales, /promotion alone/],
  ['root', 'person.add', everything, /in the file/],
  ['root', 'access.change', everything, /this table/],
  ['july', 'data.read', everything, /nothing that can be done to the workspace/],
];

describe('the access model', () => {
  test.each(allowed)('%s may %s', (name, action, resource) => {
    expect(decide(workspace, personNamed(workspace, name), action, resource)).toMatchObject({ allowed: true });
  });

  test.each(refused)('%s may not %s, and is told why', (name, action, resource, because) => {
    const decision = decide(workspace, personNamed(workspace, name), action, resource);
    expect(decision).toEqual({ allowed: false, because: expect.stringMatching(because) });
  });

  test('whoever is not in the file, or not in that role, may do nothing', () => {
    const nobody = { name: 'mallory', role: 'admin', signInName: 'mallory', profile: 'mallory' } as const;
    const promoted = { ...personNamed(workspace, 'july'), role: 'lead-data-scientist' } as const;
    expect(decide(workspace, nobody, 'package.install', everything).allowed).toBe(false);
    expect(decide(workspace, promoted, 'model.approve', sales).allowed).toBe(false);
  });

  test('a member loses every right in a project on leaving it', () => {
    const left = { ...workspace, projects: workspace.projects.map((project) => ({ ...project, members: ['lead'] })) };
    const rights = triplesOf(left).filter(({ person, resource }) => person.name === 'july' && 'project' in resource);
    expect(rights.length).toBeGreaterThan(50);
    expect(rights.filter(({ person, action, resource }) => decide(left, person, action, resource).allowed)).toEqual([]);
  });
});

describe('what a workspace does without', () => {
  test('a tracking app lets in only those who may write', () => {
    const app = company('tracking: { kind: app }');
    const may = (name: string) => decide(app, personNamed(app, name), 'tracking.read', sales);
    expect(may('july').allowed).toBe(true);
    expect(may('auditor')).toEqual({ allowed: false, because: expect.stringContaining('does not tell reading') });
  });

  test('without a warehouse nobody queries one, and other projects keep theirs', () => {
    const none = {
      ...workspace,
      projects: workspace.projects.map((each) => (each.name === 'sales' ? { ...each, warehouse: null } : each)),
    };
    const may = (name: string, action: Action, project: string) =>
      decide(none, personNamed(none, name), action, { kind: 'project', project });
    expect(may('john', 'warehouse.load', 'sales')).toEqual({ allowed: false, because: 'sales has no warehouse' });
    expect(may('july', 'warehouse.query', 'sales').allowed).toBe(false);
    expect(may('july', 'data.read', 'sales').allowed).toBe(true);
    expect(may('lead', 'warehouse.query', 'churn').allowed).toBe(true);
    const nowhere = { ...none, projects: none.projects.map((each) => ({ ...each, warehouse: null })) };
    expect(decide(nowhere, personNamed(nowhere, 'lead'), 'warehouse.query', sales).because).toBe(
      'this workspace has no warehouse',
    );
  });

  test('without flows nobody sees or runs any', () => {
    const without = { ...workspace, projects: workspace.projects.map((project) => ({ ...project, flows: [] })) };
    const may = (action: Action) => decide(without, personNamed(without, 'john'), action, sales);
    expect(may('flow.see')).toEqual({ allowed: false, because: 'this workspace has no flows' });
    expect(may('flow.run').allowed).toBe(false);
    expect(may('warehouse.load').allowed).toBe(true);
  });

  test.each([
    ['tracking: { kind: none }', 'tracking.write', sales],
    ['source: { kind: none }', 'repository.read', sales],
    ['packages: { upstream: none }\nstudio: { image: { name: ours, appConfig: ours } }', 'package.install', everything],
  ] as const)('%s: nobody may %s', (settings, action, resource) => {
    const without = company(settings);
    expect(without.people.some((person) => decide(without, person, action, resource).allowed)).toBe(false);
  });
});
