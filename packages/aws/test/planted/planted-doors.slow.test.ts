import type { StackTemplate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { draftOf } from '../../../proofs/test/draft.ts';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { workspace } from '../guardrails/opening.ts';
import { plantedDoors } from './doors.ts';

const synthesis = await synthesise(workspace);
const prices = await readPriceBook();

/** Ids of the guardrails by which a plan says no. */
async function namedBy(stacks: readonly StackTemplate[]): Promise<readonly string[]> {
  const report = await planReport({ workspace, synthesis: { ...synthesis, stacks }, prices, deployed: null });
  return report.guardrails.filter(({ ok }) => !ok).map(({ id }) => id);
}

test('a plan says no to nothing of the templates as they are', async () => {
  expect(await namedBy(synthesis.stacks)).toEqual([]);
});

test('there are at least forty doors to wall up', () => {
  expect(plantedDoors.length).toBeGreaterThanOrEqual(40);
});

test.each(plantedDoors)('%s: the plan says no, and by what', async (_, named, dig) => {
  const draft = draftOf(synthesis.stacks);
  dig(draft);
  expect(await namedBy(JSON.parse(JSON.stringify(draft.templates)))).toEqual(expect.arrayContaining([...named]));
});
