import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanHere } from '@atelier/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';
import { differenceOf } from './things-here.ts';

const workspace = workspaceFolder();
const { path: folder, atelier, json } = workspace;

const people = 'people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }\n';
const smallest = 'workspace: shops\n';
const two = `${smallest}${people}projects:
  sales: { members: [lead, july], flows: [./sales.yaml], notify: [lead@example.com], budget: { monthlyUsd: 5 } }
  stock: { members: [lead] }
`;
const without = `${two}tracking: { kind: none }\nsource: { kind: none }\nstudio: { spaces: none }\n`;

async function planned(): Promise<PlanHere> {
  return (await json('plan', '--target', 'local')) as unknown as PlanHere;
}

async function up(text: string): Promise<void> {
  writeFileSync(join(folder, 'atelier.yaml'), text);
  const { code, err } = await atelier('up');
  if (code !== 0) throw new Error(err);
}

beforeAll(() => {
  writeFileSync(
    join(folder, 'sales.yaml'),
    'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }\n',
  );
});

afterAll(() => workspace.remove());

describe('what the plan names is on this machine, and what is there is named,', () => {
  const same = { missing: [], unnamed: [], twice: [] };

  // In this order: a workspace that is up is brought up to date with its file.
  test.each([
    ['of a workspace without projects', smallest],
    ['of one with two projects', two],
    ['of one that asks for no tracking, source and spaces', without],
  ])('%s', async (_, text) => {
    await up(text);
    expect(await differenceOf(workspace, await planned(), 'up')).toEqual(same);
  });

  test('and a folder or a piece more is told', async () => {
    mkdirSync(join(folder, '.atelier/projects/stock/attic'));
    mkdirSync(join(folder, '.atelier/cellar'));
    const plan = await planned();
    const more = { kind: 'process', name: 'studio', since: 'up' } as const;
    const [first, ...others] = plan.pieces;
    const changed = first === undefined ? [] : [{ ...first, counterparts: [more] }, ...others];
    expect(await differenceOf(workspace, { ...plan, pieces: changed }, 'up')).toEqual({
      missing: ['process studio'],
      unnamed: ['folder cellar', 'folder projects/stock/attic'],
      twice: [],
    });
  });
});
