import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiClient, type JourneysHere, stateFolder } from '@atelier/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from './command.ts';

const workspace = workspaceFolder();
const { path: folder, atelier } = workspace;
const file = join(folder, 'atelier.yaml');
const state = stateFolder(file, process.env.XDG_RUNTIME_DIR);
const signal = AbortSignal.timeout(900_000);

const people = {
  boss: 'admin',
  lead: 'lead-data-scientist',
  july: 'data-scientist',
  john: 'data-engineer',
  vera: 'viewer',
} as const;
const flowYaml = `flow: sales
inputs:
  sales: { file: data/store_sales.csv }
  promotions: { file: data/store_promotions.csv }
  dates: { file: data/date_dim.csv }
forecast: { horizon: 5, quantiles: [p50, p60, p70, p80, p90] }
`;

function written(members: readonly string[]): string {
  const roles = Object.entries(people).map(([name, role]) => `${name}: { role: ${role} }`);
  return `workspace: shops
people: { ${roles.join(', ')}, otto: { role: data-scientist } }
projects:
  sales: { members: [${members.join(', ')}], flows: [./sales.yaml] }
  elsewhere: { members: [otto, lead] }
`;
}

interface Findings {
  readonly journeys: JourneysHere & { readonly notTried?: string };
}

async function doctor(): Promise<{ code: number | null; journeys: Findings['journeys']; text: string }> {
  const { code, out } = await atelier('doctor', '--json');
  const { journeys } = JSON.parse(out) as Findings;
  return { code, journeys, text: (await atelier('doctor')).out };
}

beforeAll(async () => {
  writeFileSync(file, written(Object.keys(people)));
  writeFileSync(join(folder, 'sales.yaml'), flowYaml);
  mkdirSync(join(folder, 'data'));
  await atelier('sample-data', 'data', '--stores', '6', '--days', '400', '--seed', '3');
});

afterAll(() => workspace.remove());

describe('atelier doctor', () => {
  test('says that nothing was tried of a workspace that is down', async () => {
    const { code, journeys } = await doctor();
    expect([code, journeys.notTried]).toEqual([0, expect.stringContaining('atelier up')]);
  });

  test('says why what a run makes is not known before one', async () => {
    expect((await atelier('up')).code).toBe(0);
    const { code, journeys, text } = await doctor();
    expect([code, journeys.broken, journeys.walls.notHeld]).toEqual([0, [], []]);
    // Six see the workspace; seven memberships read and find their project, three load; three run the flow of sales.
    expect(journeys.proven).toBe(6 + 7 + 7 + 3 + 3);
    expect(text).toContain(`Journeys of people: ${journeys.proven} reach their end here, 0 do not;`);
    expect(text).toContain('Not here: flow.see. No flow of the project has run yet.');
  });

  test('proves of each member that they see the run and what it deployed, once a data scientist has run it', async () => {
    const news = [];
    for await (const one of apiClient(state, 'july').run('sales', 'sales', signal)) news.push(one);
    expect(news.at(-1)).toHaveProperty('report.endpoint.name');
    const { code, journeys } = await doctor();
    expect([code, journeys.broken, journeys.walls.notHeld]).toEqual([0, [], []]);
    expect(journeys.proven).toBe(6 + 7 + 7 + 3 + 3 + 5 + 5);
    const open = journeys.notProven.filter(({ journey }) => /^(flow|endpoint)\.see/.test(journey));
    expect(open.map(({ journey, who }) => [journey, who])).toEqual([
      ['flow.see on project elsewhere', ['lead', 'otto']],
      ['endpoint.see on project elsewhere', ['lead', 'otto']],
    ]);
  });

  test.each(['boss', 'vera', 'otto'])('%s runs no flow, and is told so', async (name) => {
    const run = apiClient(state, name).run('sales', 'sales', signal)[Symbol.asyncIterator]();
    await expect(run.next()).rejects.toMatchObject({ code: 'NotAllowed' });
  });

  test('names who stands before a shut door, with 2 as its exit code, where the file has gone on', async () => {
    writeFileSync(file, written([...Object.keys(people), 'otto']));
    const { code, journeys, text } = await doctor();
    expect(code).toBe(2);
    expect(new Set(journeys.broken.map(({ who }) => who))).toEqual(new Set(['otto']));
    expect(text).toContain('otto: warehouse.query on project sales: POST /projects/sales/sql does not pass.');
    expect((await atelier('up')).code).toBe(0);
    expect((await doctor()).code).toBe(0);
  });
});
