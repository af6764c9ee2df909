import { decideForCaller, type Role, roles } from '@atelier/core';
import type { WorkspaceStatus } from '@atelier/core/contract';
import { describe, expect, test } from 'vitest';
import { sqlRightOf } from '../../src/supervisor/sql-right-of.ts';
import { statusForCaller } from '../../src/supervisor/status-for-caller.ts';
import { crowdedExample, owner, person, personIn } from '../supervised.ts';

const workspace = await crowdedExample();
const here = 'sales-forecasting';
const server = { state: 'ready', pid: 1, restarts: 0 } as const;

function endpointOf(project: string) {
  const service = { name: `endpoint ${project}/sales`, ...server };
  return { project, endpoint: 'sales', model: 'sales', version: 1, digest: null, socket: `/${project}`, service };
}

function runOf(project: string) {
  return { project, flow: here, execution: `run-of-${project}`, state: 'succeeded' } as const;
}

/** Of two projects, and of one that was taken out of the file while the workspace was up. */
const status: WorkspaceStatus = {
  workspace: 'acme',
  pid: 7,
  services: [
    { name: 'tracking', ...server },
    { name: `warehouse ${here}`, ...server },
    { name: 'warehouse elsewhere', state: 'failed', reason: 'somebody holds /secret/elsewhere.duckdb' },
    { name: 'warehouse gone', ...server },
    { name: 'something new', ...server },
  ],
  projects: [here, 'elsewhere'],
  endpoints: [endpointOf(here), endpointOf('elsewhere'), endpointOf('gone')],
  spaces: [{ person: 'july', project: 'a', service: { name: 'space july/a', ...server }, use: null }],
  spaceLimits: { memoryBytes: 1, processes: 1, diskBytes: null, by: 'each process', lacks: 'no groups' },
  runs: [runOf(here), runOf('elsewhere'), runOf('gone')],
  door: { url: 'http://127.0.0.1:1', tokenFile: '/secret/token', headerFile: '/secret/header' },
  missingWalls: [],
};

/** Who may end a space of somebody else sees that it is up. */
function spacesFor(role: Role): WorkspaceStatus['spaces'] {
  return role === 'admin' ? status.spaces : [];
}

test('the owner sees all of it, also what the file has no more', () => {
  expect(statusForCaller(workspace, owner, status)).toEqual(status);
});

describe.each(roles)('%s', (role) => {
  test('sees of a project what is of it, and of no other', () => {
    const seen = statusForCaller(workspace, person(personIn(role, here)), status);
    expect(seen).toEqual({
      workspace: 'acme',
      pid: 7,
      services: seen.services,
      projects: [here],
      endpoints: [endpointOf(here)],
      spaces: spacesFor(role),
      spaceLimits: status.spaceLimits,
      runs: [runOf(here)],
      missingWalls: [],
    });
    expect(JSON.stringify(seen)).not.toMatch(/elsewhere|gone|secret|something new/);
  });

  test('sees tracking where it lets them in', () => {
    const caller = person(personIn(role, here));
    const names = statusForCaller(workspace, caller, status).services.map(({ name }) => name);
    const project = { kind: 'project', project: here } as const;
    const isIn = decideForCaller(workspace, caller, 'tracking.read', project).allowed;
    expect(names).toEqual(isIn ? ['tracking', `warehouse ${here}`] : [`warehouse ${here}`]);
  });

  test('sees nothing of any project without being a member of one', () => {
    const seen = statusForCaller(workspace, person(personIn(role, 'none')), status);
    expect(seen).toEqual({
      workspace: 'acme',
      pid: 7,
      services: [],
      projects: [],
      endpoints: [],
      spaces: spacesFor(role),
      spaceLimits: status.spaceLimits,
      runs: [],
      missingWalls: [],
    });
  });
});

describe('SQL of', () => {
  test.each([
    ['lead-data-scientist', 'write'],
    ['data-engineer', 'write'],
    ['data-scientist', 'read'],
    ['admin', 'read'],
    ['viewer', 'read'],
  ] as const)('%s in the project has the right to %s', (role, right) => {
    expect(sqlRightOf(workspace, person(personIn(role, here)), here)).toBe(right);
  });

  test('the owner has the right to write, also to what the file does not have', () => {
    expect(sqlRightOf(workspace, owner, here)).toBe('write');
  });

  test.each(roles)('%s of another project has none', (role) => {
    const asked = () => sqlRightOf(workspace, person(personIn(role, 'elsewhere')), here);
    expect(asked).toThrow(expect.objectContaining({ code: 'NotAllowed' }));
  });
});
