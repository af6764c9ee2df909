import { evaluate } from '@atelier/cloudformation';
import { roles } from '@atelier/core';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';
import { loosenedStatements } from './loosened-statements.ts';
import { loosenedThings } from './loosened-things.ts';
import type { Loosening } from './loosening.ts';
import { noticing, place } from './noticed-by.ts';

export const examples = ['acme', 'company', 'existing'] as const;

/** What was found of the loosenings of an example. */
export interface Loosened {
  readonly tried: number;
  /** By kind: how often which guardrail or rule spoke first; `nobody` where none did. */
  readonly noticed: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Loosenings that nothing noticed, as `kind: what`. */
  readonly unnoticed: readonly string[];
}

/** Loosens all of an example, or one of so many, and asks who notices. */
export async function loosenAll(name: string, oneOf = 1): Promise<Loosened> {
  const workspace = await exampleFile(`${name}/atelier.yaml`);
  const stacks = evaluate((await synthesise(workspace)).stacks, place);
  const noticed = await noticing(workspace, stacks);
  const before = await noticed(stacks);
  if (before !== null) throw new Error(`${before} speaks of the templates of ${name} as they are.`);
  const held = new Set(workspace.people.map(({ role }) => role));
  const unheld = roles.filter((role) => !held.has(role)).map((role) => new RegExp(`[ -]${role} `));
  const tallies = new Map<string, Map<string, number>>();
  const unnoticed: string[] = [];
  let [tried, index] = [0, 0];
  for (const loosening of every(workspace.name, stacks)) {
    // Nobody has the rights of a role that no person is in; another example has people in it.
    if (index++ % oneOf !== 0 || unheld.some((role) => role.test(loosening.told))) continue;
    tried += 1;
    const by = (await noticed(loosening.stacks, loosening.type)) ?? 'nobody';
    const tally = tallies.get(loosening.kind) ?? new Map<string, number>();
    tallies.set(loosening.kind, tally.set(by, (tally.get(by) ?? 0) + 1));
    if (by === 'nobody') unnoticed.push(`${loosening.kind}: ${loosening.told}`);
  }
  return { tried, noticed: tallies, unnoticed };
}

function* every(workspace: string, stacks: Loosening['stacks']): Generator<Loosening> {
  yield* loosenedStatements(stacks, workspace);
  yield* loosenedThings(stacks, workspace);
}
