import { evaluate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { proveJourneys } from '../../../src/journeys/prove-journeys.ts';
import { synthesise } from '../../../src/synthesise.ts';
import { exampleFile } from '../../example.ts';
import { networkMissedByNobody } from './missed-by-nobody.ts';
import { networkMutants, withAcls } from './network-mutants.ts';

/** Where nobody has a provider, no endpoint answers browsers. */
const inOneAlone = /sagemakerstudio/;

/** A journey has to stop where a part of the network is taken away, or the part is in the list of those that none needs. */
test.each([
  ['company/atelier', 60],
  ['acme/atelier', 60],
] as const)('of %s, every route, rule, name and endpoint is missed when it is gone', async (file, least) => {
  const workspace = await exampleFile(`${file}.yaml`);
  const place = { partition: 'aws', region: workspace.aws.region, account: '111122223333' };
  const stacks = evaluate((await synthesise(workspace)).stacks, place);
  const unmissed: string[] = [];
  const listed = new Set<RegExp>();
  let taken = 0;
  for (const { told, draft } of networkMutants(stacks)) {
    taken += 1;
    const known = networkMissedByNobody.find((one) => one.taken.test(told));
    if (known !== undefined) listed.add(known.taken);
    else if (proveJourneys(workspace, draft, place).broken.length === 0) unmissed.push(told);
  }
  expect(unmissed).toEqual([]);
  expect(taken).toBeGreaterThan(least);
  expect(
    networkMissedByNobody.map((one) => one.taken).filter((one) => !listed.has(one) && !inOneAlone.test(one.source)),
  ).toEqual([]);
});

test('under network ACLs that let work through and nothing else, each entry is missed when it is gone', async () => {
  const workspace = await exampleFile('acme/atelier.yaml');
  const place = { partition: 'aws', region: workspace.aws.region, account: '111122223333' };
  const stacks = withAcls(evaluate((await synthesise(workspace)).stacks, place));
  expect(proveJourneys(workspace, stacks, place).broken).toEqual([]);
  const entries = [...networkMutants(stacks)].filter(({ told }) => told.includes('NetworkAclEntry'));
  expect(entries).toHaveLength(9);
  const unmissed = entries.filter(({ draft }) => proveJourneys(workspace, draft, place).broken.length === 0);
  expect(unmissed.map(({ told }) => told)).toEqual([]);
});
