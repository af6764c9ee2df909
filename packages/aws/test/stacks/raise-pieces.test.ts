import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Blueprint, blueprintOf, type Piece } from '@atelier/core';
import { Aspects, CfnResource, type Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/stacks/app.ts';
import type { Built, Site } from '../../src/stacks/builder.ts';
import { type Builders, builders } from '../../src/stacks/builders.ts';
import { holdingsOf } from '../../src/stacks/holdings.ts';
import { written } from '../example.ts';

/** Every kind of piece but those that exclude each other: shared spaces and private ones, tracking of a project and of all. */
function full(spaces: 'shared' | 'private', scope: 'project' | 'workspace') {
  return written(`
workspace: full
aws: { region: eu-central-1 }
studio: { spaces: ${spaces}, projectTemplates: true }
tracking: { scope: ${scope} }
bigData: { emr: serverless }
limits: { monthlyUsd: 900 }
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead], budget: { monthlyUsd: 300 }, notify: [lead@example.com] } }
`);
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-raise-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function build(table: Partial<Builders>, change: (blueprint: Blueprint) => Blueprint = (blueprint) => blueprint) {
  // A shared space is of the only kind that needs one.
  const workspace = full(
    'shared-space' in table ? 'shared' : 'private',
    'workspace-tracking' in table ? 'workspace' : 'project',
  );
  const blueprint = change(blueprintOf(workspace));
  return buildApp(workspace, blueprint, { folder, validation: 'none' }, { ...builders, ...table });
}

/** A builder with something done before or after what it does itself. */
function alsoDoing<Kind extends Piece['kind']>(kind: Kind, more: (site: Site) => void): Partial<Builders> {
  const builder = builders[kind] as (piece: Piece, site: Site) => Built<Kind>;
  const changed = (piece: Piece, site: Site) => {
    more(site);
    return builder(piece, site);
  };
  return { [kind]: changed };
}

function stray(stack: Stack): CfnResource {
  return new CfnResource(stack, 'Stray', { type: 'AWS::SNS::Topic' });
}

function other(site: Site, name: string): Stack {
  return site.app.node.findChild(`full-${name}`) as Stack;
}

const kinds = (Object.keys(builders) as Piece['kind'][]).filter((kind) => kind !== 'sandbox');

describe('a builder that makes nothing and gives no reason stops the synthesis:', () => {
  // What others build upon is there, so that this one alone is at fault.
  const arn = { arn: 'a' };
  const leaves = {
    ...{ key: { keyArn: 'a' }, tracking: arn, 'workspace-tracking': arn, 'project-jobs': { roleArn: 'a' } },
  };
  test.each(kinds)('%s', (kind) => {
    const silent = { [kind]: () => ({ leaves: leaves[kind as keyof typeof leaves] ?? null }) };
    expect(() => build(silent)).toThrow(new RegExp(`^${kind}(:\\S+)? has no resource, and does not say why\\.$`));
  });
});

describe('what no piece has stops the synthesis:', () => {
  test.each([
    ['in the stack of other pieces, which come later', 'key', 'project-sales'],
    ['in the stack of other pieces, which are there already', 'project-stores', 'network'],
    ['in the last stack, after all of its pieces', 'sandbox', 'foundation'],
  ] as const)('%s', (_, kind, stack) => {
    expect(() => build(alsoDoing(kind, (site) => void stray(other(site, stack))))).toThrow(
      `full-${stack}/Stray belongs to no piece of its stack.`,
    );
  });

  test('made by what goes through the tree as the templates are written', () => {
    const built = build({});
    Aspects.of(built.app).add({
      visit: (node) => {
        if (node.node.id === 'full-network' && node.node.tryFindChild('Stray') === undefined) stray(node as Stack);
      },
    });
    const stacks = built.app.synth().stacks.map(({ stackName, template }) => {
      return { stack: stackName, template, region: null };
    });
    expect(() => holdingsOf(built, stacks)).toThrow('Stray in full-network belongs to no piece of the blueprint.');
  });
});

test('a resource with a reason for there being none stops the synthesis', () => {
  const both = (_: unknown, { stack }: Site) => {
    stray(stack);
    return { none: 'Nobody needs one.' };
  };
  expect(() => build({ packages: both })).toThrow('packages has 1 resources, and says: Nobody needs one.');
});

describe('a builder takes from other pieces what its piece needs by the blueprint alone:', () => {
  const without = (id: string, need: string) => (blueprint: Blueprint) => {
    const pieces = blueprint.pieces.map((piece) =>
      piece.id === id ? { ...piece, needs: piece.needs.filter((candidate) => candidate !== need) } : piece,
    );
    return { ...blueprint, pieces };
  };
  const all = blueprintOf(full('private', 'project')).pieces;
  test.each([
    ['network', 'key', 'key'],
    ['studio', 'network', 'network'],
    ['role:viewer', 'studio', 'studio'],
    ['packages', 'key', 'key'],
    ['big-data', 'network', 'network'],
    ['project-templates', 'key', 'key'],
    ['project-stores:sales', 'network', 'network'],
    ['project-jobs:sales', 'network', 'network'],
    ['warehouse:sales', 'key', 'key'],
    ['tracking:sales', 'key', 'key'],
    ['repository:sales', 'key', 'key'],
    ['notices:sales', 'key', 'key'],
    ['project-settings:sales', 'project-jobs:sales', 'project-jobs'],
    ['person:lead', 'studio', 'studio'],
    ['space:lead', 'person:lead', 'person'],
  ])('%s without its need of %s', (id, need, kind) => {
    expect(all.find((piece) => piece.id === id)?.needs).toContain(need);
    expect(() => build({}, without(id, need))).toThrow(`${id} is built from the ${kind}, and does not need it`);
  });

  test.each([
    ['shared-space:sales', 'studio'],
    ['membership:sales', 'studio'],
  ])('with a shared space, %s without its need of %s', (id, need) => {
    const table = { 'shared-space': builders['shared-space'] };
    expect(() => build(table, without(id, need))).toThrow(`${id} is built from the ${need}, and does not need it`);
  });
});

test('a project of the plan that the file does not have stops the synthesis', () => {
  const renamed = (blueprint: Blueprint) =>
    JSON.parse(JSON.stringify(blueprint).replaceAll('"name":"sales"', '"name":"gone"'));
  expect(() => build({}, renamed)).toThrow('The blueprint has a project gone that the workspace does not have.');
});
