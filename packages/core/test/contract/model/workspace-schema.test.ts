import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../../src/config/reading/load.ts';
import { workspaceSchema } from '../../../src/contract/model/workspace-schema.ts';
import type { Workspace } from '../../../src/model/workspace.ts';
import { workspaceOf } from '../../workspace-of.ts';

const examples = join(import.meta.dirname, '../../../../../examples');
const files = globSync(['*/atelier.yaml', 'published/*.yaml'], { cwd: examples });

async function example(file: string): Promise<Workspace> {
  const result = await loadWorkspace(join(examples, file));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

/** As it comes out at the other end of a socket. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const settings = {
  'a server for tracking': 'tracking: { kind: server, size: Large, version: "3.0", bucket: ours, prefix: /x }',
  'a server for all, at hours': 'tracking: { scope: workspace, hours: { from: "07:00", to: "19:00", days: [Sat] } }',
  'no tracking': 'tracking: { kind: none }',
  'an existing network':
    'aws: { region: eu-central-1 }\nnetwork: { existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d], routeTables: [rtb-0a1b2c3d] } }',
  'zones by name': 'aws: { region: eu-central-1 }\nnetwork: { zones: [euc1-az1, euc1-az2] }',
  'a connection':
    'aws: { region: eu-central-1, catalog: { principals: [role/Admin] } }\nnetwork: { mode: egress }\nsource: { kind: connection, arn: "arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f", owner: us }',
  'a limit of disks': 'studio: { disk: { maxGb: 50 } }',
  'no idle stop': 'studio: { idleStop: off }',
  'limits and usage':
    'limits: { monthlyUsd: 10.5 }\nusage: { peopleAtWork: 1, counted: { lines: [keys], endpoints: [] } }',
};

test.each(files)('the workspace of %s crosses the wire unchanged', async (file) => {
  const workspace = await example(file);
  expect(workspaceSchema.parse(sent(workspace))).toEqual(workspace);
});

test.each(Object.entries(settings))('a workspace with %s crosses the wire unchanged', (_, lines) => {
  const workspace = workspaceOf(`workspace: acme\npeople: { ana: { role: lead-data-scientist } }\n${lines}`);
  expect(workspaceSchema.parse(sent(workspace))).toEqual(workspace);
});

type Plain = Record<string, unknown>;

/** Every map of settings in a value, by its path. */
function* mapsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield path;
  for (const [key, inner] of Object.entries(value)) yield* mapsIn(inner, [...path, key]);
}

function at(value: unknown, path: readonly string[]): Plain {
  return path.reduce<unknown>((inner, key) => (inner as Plain)[key], value) as Plain;
}

/** Maps from names that people choose; what they hold is looked at, their keys are not known. */
const free = /\.(columns|constants|fills|tags)$/;

describe('a workspace of another version', async () => {
  const workspace = await example('acme/atelier.yaml');
  const maps = [...mapsIn(workspace)].filter((path) => !free.test(`.${path.join('.')}`));

  test('is looked at everywhere', () => {
    expect(maps.length).toBeGreaterThan(35);
  });

  test.each(maps.map((path) => [path.join('.'), path]))('is refused for a key too many in "%s"', (_, path) => {
    const changed = sent(workspace);
    at(changed, path).colour = 'blue';
    expect(workspaceSchema.safeParse(changed).success).toBe(false);
  });

  test.each(maps.map((path) => [path.join('.'), path]))('is refused for any key missing in "%s"', (_, path) => {
    for (const key of Object.keys(at(workspace, path))) {
      if (free.test(`.${path.slice(0, -1).join('.')}`) && path.at(-1) === key) continue;
      const changed = sent(workspace);
      delete at(changed, path)[key];
      expect([key, workspaceSchema.safeParse(changed).success]).toEqual([key, false]);
    }
  });

  test.each(maps.map((path) => [path.join('.'), path]))(
    'is refused for any value of another kind in "%s"',
    (_, path) => {
      for (const key of Object.keys(at(workspace, path))) {
        for (const wrong of [{ surprise: true }, [[]], () => undefined]) {
          const changed = sent(workspace);
          at(changed, path)[key] = wrong;
          expect([key, workspaceSchema.safeParse(changed).success]).toEqual([key, false]);
        }
      }
    },
  );
});

test.each(['../outside', '', 'a/b', 'x'.repeat(200), 'SALES', 'ſales', '-sales', '__proto__'])(
  'a project called %j is refused, since a folder is called after it',
  (name) => {
    const workspace = workspaceOf(
      'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }',
    );
    const projects = workspace.projects.map((project) => ({ ...project, name }));
    expect(workspaceSchema.safeParse({ ...workspace, projects }).success).toBe(false);
  },
);
