import { fileURLToPath } from 'node:url';
import { blueprintOf, loadWorkspace, parseWorkspace, type WorkspaceResult } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { anyWorkspace } from '../../../aws/test/any-workspace.ts';
import { type PlanHere, planHere } from '../../src/plan/plan-here.ts';

const examples = ['smallest/atelier', 'acme/atelier', 'published/migration', 'published/unified-studio'];

/** How many files are generated; each is the same at each run. */
const generated = 300;

function planOf(result: WorkspaceResult): PlanHere {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return planHere(blueprintOf(result.workspace));
}

const plans: readonly (readonly [string, PlanHere])[] = [
  ...(await Promise.all(
    examples.map(async (name) => {
      const file = fileURLToPath(new URL(`../../../../examples/${name}.yaml`, import.meta.url));
      return [`examples/${name}`, planOf(await loadWorkspace(file))] as const;
    }),
  )),
  ...Array.from({ length: generated }, (_, number) => {
    const text = anyWorkspace(number);
    return [`generated file ${number}`, planOf(parseWorkspace({ file: 'atelier.yaml', folder: '/', text }))] as const;
  }),
];

describe.each(plans)('on this machine, of %s', (_, { pieces, own }) => {
  test('each piece has a process, folder or table, or a sentence that says why none', () => {
    const wrong = pieces.filter(({ counterparts, none }) =>
      none === null ? counterparts.length === 0 : counterparts.length > 0 || !/^\S.{20,}\.$/.test(none),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("what the supervisor has for itself is no piece's, and says why it is there", () => {
    const named = new Set(
      pieces.flatMap(({ counterparts }) => counterparts.map(({ kind, name }) => `${kind} ${name}`)),
    );
    expect(own.filter(({ kind, name }) => named.has(`${kind} ${name}`))).toEqual([]);
    expect(own.filter(({ because }) => !/^\S.{15,}\.$/.test(because))).toEqual([]);
  });
});
