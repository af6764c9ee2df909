import { describe, expect, test } from 'vitest';
import { workOf } from '../../../../test/work-of.ts';
import { blueprintOf } from '../../src/blueprint/blueprint-of.ts';
import type { Piece } from '../../src/blueprint/piece.ts';
import { workspaceOf } from '../workspace-of.ts';

const people = { lead: 'lead-data-scientist', july: 'data-scientist', john: 'data-engineer' };

interface Written {
  readonly people?: Readonly<Record<string, string>>;
  readonly members?: readonly string[];
  readonly more?: string;
}

function pieces(written: Written = {}): readonly Piece[] {
  const everybody = Object.entries(written.people ?? people).map(([name, role]) => `${name}: { role: ${role} }`);
  const members = written.members ?? ['lead', 'july'];
  const text = `
workspace: acme
aws: { region: eu-central-1 }
people: { ${everybody.join(', ')} }
projects:
  sales: { members: [${members}], budget: { monthlyUsd: 300 }, notify: [lead@example.com], flows: [flow.yaml] }
  stock: { members: [lead] }
limits: { monthlyUsd: 1500 }
${written.more ?? ''}`;
  const flow = 'flow: weekly\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
  return blueprintOf(workspaceOf(text, { 'flow.yaml': flow })).pieces;
}

const settings = [
  ['as they come', ''],
  ['with shared spaces', 'studio: { spaces: shared }'],
  ['without spaces', 'studio: { spaces: none, projectTemplates: true }'],
  ['with Spark', 'bigData: { emr: serverless }'],
  ['with one tracking server', 'tracking: { scope: workspace }'],
  [
    'without supplies',
    'network: { mode: egress }\npackages: { upstream: none }\nsource: { kind: none }\ntracking: { kind: none }',
  ],
] as const;

test.each(settings)('every piece comes after those that it needs, settings %s', (_, more) => {
  const seen = new Set<string>();
  for (const { id, needs } of pieces({ more })) {
    expect([id, needs.filter((need) => !seen.has(need))]).toEqual([id, []]);
    expect(seen.has(id)).toBe(false);
    seen.add(id);
  }
});

test.each(settings)('every piece says in a sentence why it is there, settings %s', (_, more) => {
  const wrong = pieces({ more }).filter(({ because }) => !/^\S.{20,}\.$/.test(because));
  expect(wrong).toEqual([]);
});

test('the same workspace gives the same plan, byte for byte', () => {
  expect(JSON.stringify(pieces())).toBe(JSON.stringify(pieces()));
});

function changed(before: readonly Piece[], after: readonly Piece[]): readonly string[] {
  const texts = new Set(before.map((piece) => JSON.stringify(piece)));
  return after.filter((piece) => !texts.has(JSON.stringify(piece))).map(({ id }) => id);
}

const spaces = [
  ['private', ['person:ana', 'space:ana', 'sandbox:sales/ana']],
  ['shared', ['person:ana', 'sandbox:sales/ana']],
] as const;

test.each(spaces)('whoever comes adds pieces of one person and changes no other, with %s spaces', (kind, added) => {
  const more = `studio: { spaces: ${kind} }`;
  const before = pieces({ more });
  const after = pieces({ people: { ...people, ana: 'data-engineer' }, members: ['lead', 'july', 'ana'], more });
  expect(changed(before, after)).toEqual(added);
  expect(changed(after, before)).toEqual([]);
});

test('a viewer has a space, and no sandbox to keep anything in', () => {
  const ids = pieces({ people: { ...people, ana: 'viewer' }, members: ['lead', 'ana'] }).map(({ id }) => id);
  expect(ids.filter((id) => id.endsWith('ana'))).toEqual(['person:ana', 'space:ana']);
});

test('whoever goes takes pieces of one person along and changes no other', () => {
  const { john: _, ...others } = people;
  expect(changed(pieces(), pieces({ people: others }))).toEqual([]);
  expect(changed(pieces({ people: others }), pieces())).toEqual(['person:john', 'space:john']);
});

test('no piece of a project says who works in it', () => {
  const ofProjects = pieces().filter((piece) => 'project' in piece && typeof piece.project === 'object');
  expect(ofProjects.length).toBeGreaterThan(10);
  expect(JSON.stringify(ofProjects)).not.toMatch(/july|\bmembers\b/);
});

const features: readonly (readonly [string, string, string, RegExp])[] = [
  ['project templates', 'studio: { projectTemplates: true }', 'project-templates', /studio\.projectTemplates/],
  ['Spark', 'bigData: { emr: serverless }', 'big-data', /bigData\.emr/],
  ['a shared space', 'studio: { spaces: shared }', 'shared-space:sales', /studio\.spaces is shared/],
];

test.each(features)('%s is in the plan when the file asks for it, and says so', (_, more, id, because) => {
  expect(pieces().find((piece) => piece.id === id)).toBeUndefined();
  expect(pieces({ more }).find((piece) => piece.id === id)?.because).toMatch(because);
});

const removals = [
  ['packages', 'network: { mode: egress }\npackages: { upstream: none }', 'packages'],
  ['repositories', 'source: { kind: none }', 'repository:sales'],
  ['tracking', 'tracking: { kind: none }', 'tracking:sales'],
  ['private spaces', 'studio: { spaces: none }', 'space:july'],
] as const;

test.each(removals)('without %s there is no piece for it', (_, more, id) => {
  expect(pieces().some((piece) => piece.id === id)).toBe(true);
  expect(pieces({ more }).some((piece) => piece.id === id)).toBe(false);
});

test('a project without a budget and without listeners has no budget and no notices', () => {
  const ids = pieces().map(({ id }) => id);
  expect(ids).toContain('project-budget:sales');
  expect(ids).toContain('notices:sales');
  expect(ids).not.toContain('project-budget:stock');
  expect(ids).not.toContain('notices:stock');
});

describe('an amount that nobody is told of is no budget', () => {
  const silent = (notify: string) => {
    const workspace = workspaceOf(`
workspace: acme
people: { july: { role: lead-data-scientist } }
limits: { monthlyUsd: 900 }
projects:
  sales: { members: [july], budget: { monthlyUsd: 300 } }
  stock: { members: [july], budget: { monthlyUsd: 300 }${notify} }
`);
    return blueprintOf(workspace)
      .pieces.map(({ id }) => id)
      .filter((id) => id.includes('budget'));
  };
  test('of the workspace and its projects', () => expect(silent('')).toEqual([]));
  test('of a project, while another one has an address', () =>
    expect(silent(', notify: [lead@example.com]')).toEqual(['workspace-budget', 'project-budget:stock']));
});

test('a shared space belongs to the member who approves models', () => {
  const shared = pieces({ members: ['july', 'lead'], more: 'studio: { spaces: shared }' });
  expect(shared.find(({ id }) => id === 'shared-space:sales')).toMatchObject({ owner: { name: 'lead' } });
});

test('a workspace that is a name alone has the ground and no projects', () => {
  const { pieces: ground } = blueprintOf(workspaceOf('workspace: acme'));
  expect(ground.map(({ id }) => id)).toEqual([
    'key',
    'network',
    'studio',
    'role:admin',
    'role:lead-data-scientist',
    'role:data-scientist',
    'role:data-engineer',
    'role:viewer',
    'packages',
  ]);
});

test('1,000 people in 100 projects are planned with little work, and every piece once', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `p${index}`);
  const projects = Array.from({ length: 100 }, (_, index) => {
    const members = names.filter((_name, person) => person % 100 === index);
    return `  project-${index}: { members: [${members}] }`;
  });
  const everybody = names.map((name) => `  ${name}: { role: lead-data-scientist }`);
  const workspace = workspaceOf(`workspace: acme\npeople:\n${everybody.join('\n')}\nprojects:\n${projects.join('\n')}`);
  expect(await workOf(() => blueprintOf(workspace))).toBeLessThan(500);
  const blueprint = blueprintOf(workspace);
  expect(new Set(blueprint.pieces.map(({ id }) => id)).size).toBe(blueprint.pieces.length);
  expect(blueprint.pieces.length).toBe(10 + 2000 + 100 * 8 + 1000);
});
