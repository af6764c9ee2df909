import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { stackOf } from '../../src/layout/stack-of.ts';
import { builders } from '../../src/stacks/builders.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';
import { company, elsewhere, remote } from '../access/workspaces.ts';
import { anyWorkspace } from '../any-workspace.ts';
import { crowd } from '../crowd.ts';
import { exampleFile, written } from '../example.ts';

const smallest = readFileSync(fileURLToPath(new URL('../../../../examples/smallest/atelier.yaml', import.meta.url)));

/** How many files are generated; each is the same at each run. */
const generated = 80;

const given: readonly (readonly [string, () => AwsWorkspace | Promise<AwsWorkspace>])[] = [
  ['examples/acme', () => exampleFile('acme/atelier.yaml')],
  ['examples/published/migration', () => exampleFile('published/migration.yaml')],
  ['examples/published/unified-studio', () => exampleFile('published/unified-studio.yaml')],
  ['examples/smallest, on AWS', () => written(`${smallest}aws: { region: eu-central-1 }\n`)],
  ['every role, in and out of projects', () => company() as AwsWorkspace],
  ['code hosted elsewhere', () => elsewhere() as AwsWorkspace],
  ['spaces opened from elsewhere', () => remote() as AwsWorkspace],
  ['200 people in 20 projects', () => crowd(200, 20) as AwsWorkspace],
  ...Array.from({ length: generated }, (_, number) => {
    return [`generated file ${number}`, () => written(anyWorkspace(number))] as const;
  }),
];

const synthesised = await Promise.all(
  given.map(async ([name, load]) => [name, await synthesise(await load())] as const),
);

describe.each(synthesised)('the plan of %s is true:', (_, synthesis) => {
  test('each piece has a resource, or a sentence that says why it has none', () => {
    const wrong = synthesis.blueprint.pieces.filter(({ id }) => {
      const holding = synthesis.holdings.get(id);
      return holding?.none === null ? holding.resources.length === 0 : !/^\S.{20,}\.$/.test(holding?.none ?? '');
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect([...synthesis.holdings.keys()].toSorted()).toEqual(
      synthesis.blueprint.pieces.map(({ id }) => id).toSorted(),
    );
  });

  test('each resource is of one piece, and in the stack of that piece', () => {
    const expected = synthesis.stacks.flatMap(({ stack, template }) =>
      Object.keys(template.Resources).map((logicalId) => `${stack}/${logicalId}`),
    );
    const held = synthesis.blueprint.pieces.flatMap((piece) =>
      (synthesis.holdings.get(piece.id)?.resources ?? []).map(
        (logicalId) => `${stackOf(synthesis.blueprint.workspace, piece)}/${logicalId}`,
      ),
    );
    expect(held.toSorted()).toEqual(expected.toSorted());
  });

  test('each stack waits for those of what its pieces need, and for the one that says whose all of them are', () => {
    expect(waits(synthesis)).toEqual(
      Object.fromEntries(
        Object.entries(synthesis.dependencies).map(([stack, others]) => [stack, others.toSorted()] as const),
      ),
    );
  });
});

function waits({ blueprint, stacks }: Synthesis): Readonly<Record<string, readonly string[]>> {
  const home = new Map(blueprint.pieces.map((piece) => [piece.id, stackOf(blueprint.workspace, piece)]));
  const first = home.get('network') ?? '';
  return Object.fromEntries(
    stacks.map(({ stack }) => {
      const its = blueprint.pieces.filter(({ id }) => home.get(id) === stack);
      const needed = new Set([first, ...its.flatMap(({ needs }) => needs.map((id) => home.get(id) ?? id))]);
      return [stack, [...needed].filter((other) => other !== stack).toSorted()];
    }),
  );
}

test('the files have every kind of piece, with resources and without, and everything that the file can vary', () => {
  const holdings = synthesised.flatMap(([, { blueprint, holdings }]) =>
    blueprint.pieces.map(({ id, kind }) => [kind, holdings.get(id)?.none === null] as const),
  );
  const made = new Set(holdings.flatMap(([kind, isMade]) => (isMade ? [kind] : [])));
  const none = new Set(holdings.flatMap(([kind, isMade]) => (isMade ? [] : [kind])));
  expect([...made, 'sandbox'].toSorted()).toEqual(Object.keys(builders).toSorted());
  expect([...none].toSorted()).toEqual(['repository', 'sandbox']);
  const plans = JSON.stringify(synthesised.map(([, { blueprint }]) => blueprint));
  for (const word of [
    '"kind":"existing"',
    '"mode":"egress"',
    '"kind":"server"',
    '"spaces":"none"',
    '"kind":"connection"',
  ]) {
    expect(plans).toContain(word);
  }
});
