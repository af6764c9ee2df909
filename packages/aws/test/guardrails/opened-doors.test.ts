import type { StackTemplate } from '@atelier/cloudformation';
import { prove } from '@atelier/proofs';
import { expect, test } from 'vitest';
import { draftOf } from '../../../proofs/test/draft.ts';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { synthesise } from '../../src/synthesise.ts';
import { openedSignIns } from './opened-sign-ins.ts';
import { openedStores } from './opened-stores.ts';
import { openedWalls } from './opened-walls.ts';
import { account, workspace } from './opening.ts';

/** Each as a mistake in a builder or a hand in a template would open it. */
const openedDoors = [...openedStores, ...openedSignIns, ...openedWalls];

const { stacks } = await synthesise(workspace);

/** Rules of the proof and guardrails that speak. */
async function speaking(templates: readonly StackTemplate[]): Promise<readonly string[]> {
  const { findings } = await prove(templates, { account, region: 'eu-central-1' });
  const failed = guardrails(templates, { workspace }).filter(({ ok }) => !ok);
  return [...new Set(findings.map(({ rule }) => rule)), ...failed.map(({ id }) => `guardrails/${id}`)];
}

test('nothing speaks of the templates as they are', async () => {
  expect(await speaking(stacks)).toEqual([]);
});

test.each(openedDoors)('%s: it is found', async (_, found, open) => {
  const draft = draftOf(stacks);
  open(draft);
  expect(await speaking(JSON.parse(JSON.stringify(draft.templates)))).toEqual(expect.arrayContaining([...found]));
});

test('there are more than thirty such doors', () => {
  expect(openedDoors.length).toBeGreaterThan(30);
});

test('operators whose ARNs no policy of a bucket has room for stop a plan, with what to change', async () => {
  const long = Array.from({ length: 20 }, (_, at) => `arn:aws:iam::${account}:role/${'p'.repeat(500)}/ops${at}`);
  const many = { ...workspace, aws: { ...workspace.aws, operators: long } };
  const found = guardrails((await synthesise(many)).stacks, { workspace: many });
  const size = found.find(({ id }) => id === 'resource-policy-size');
  expect(size).toMatchObject({ ok: false, fix: 'Name fewer operators and senders, or roles with shorter paths.' });
});
