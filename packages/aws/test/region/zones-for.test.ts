import { parseWorkspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { zonesFor } from '../../src/region/zones-for.ts';

const zones: readonly (readonly [string, string, readonly (string | number)[]])[] = [
  ['eu-central-1', '2', ['euc1-az1', 'euc1-az2']],
  ['us-east-1', '3', ['use1-az1', 'use1-az2', 'use1-az6']],
  ['us-east-1', '[use1-az5, use1-az4]', ['use1-az5', 'use1-az4']],
  ['eu-north-1', '2', [0, 1]],
  ['us-east-1', '5', [0, 1, 2, 3, 4]],
];

test.each(zones)('in %s, zones: %s are %j', (region, written, expected) => {
  const text = `workspace: acme\naws: { region: ${region} }\nnetwork: { zones: ${written} }`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text });
  const network = result.ok ? result.workspace.network : undefined;
  expect(network?.kind === 'new' ? zonesFor(region, network) : undefined).toEqual(expected);
});
