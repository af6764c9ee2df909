import { describe, expect, test } from 'vitest';
import { requiredServices } from '../../../src/required-services/required-services.ts';
import { workspaceOf } from '../../workspace-of.ts';
import { problemsIn } from '../problems-in.ts';

const head = 'workspace: acme\naws: { region: eu-central-1 }\npeople: { ana: { role: lead-data-scientist } }\n';
const flow = 'flow: weekly\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
const project = (more: string) => `${head}projects: { sales: { members: [ana], ${more} } }`;

describe('warehouse: none', () => {
  test('is a project without one, which reaches none', () => {
    const workspace = workspaceOf(project('warehouse: none'));
    expect(workspace.projects).toMatchObject([{ name: 'sales', warehouse: null }]);
    expect(requiredServices(workspace).map(({ name }) => name)).not.toContain('warehouse');
    expect(requiredServices(workspaceOf(project(''))).map(({ name }) => name)).toContain('warehouse');
  });

  test.each(['warehouse: off', 'warehouse: null', 'warehouse: [none]', 'warehouse: { baseCapacity: none }'])(
    '%s is no other way to say it',
    (wrong) => expect(problemsIn(project(wrong)).length).toBeGreaterThan(0),
  );

  test('is refused beside flows, which load one', () => {
    expect(problemsIn(project('warehouse: none, flows: [f.yaml]'), { 'f.yaml': flow })).toMatchObject([
      { code: 'FlowsNeedWarehouse', path: 'projects.sales.flows', fix: expect.stringContaining('warehouse: none') },
    ]);
    expect(problemsIn(project('flows: [f.yaml]'), { 'f.yaml': flow })).toEqual([]);
  });

  test('needs no third zone of a network that is there', () => {
    const there = (more: string) =>
      `${project(more)}\nnetwork: { existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d], routeTables: [rtb-0a1b2c3d] } }`;
    expect(problemsIn(there(''))).toMatchObject([{ code: 'TooFewZones' }]);
    expect(problemsIn(there('warehouse: none'))).toEqual([]);
  });
});
