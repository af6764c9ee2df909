import { expect, test } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const settings = [
  '',
  'tracking: { kind: server }\n',
  'studio: { spaces: shared }\n',
  'bigData: { emr: serverless }\nlimits: { monthlyUsd: 900 }\n',
];

test.each(settings)('every name that is made of projects of two letters is legal on AWS: %s', async (more) => {
  const project = '{ members: [ana], budget: { monthlyUsd: 5 }, notify: [a@b.org] }';
  const workspace = written(`workspace: abc
aws: { region: eu-central-1 }
people: { ana: { role: lead-data-scientist } }
projects: { ml: ${project}, hr: ${project} }
${more}`);
  const { stacks } = await synthesise(workspace);
  const held = guardrails(stacks, { workspace });
  expect(held.filter(({ ok }) => !ok)).toEqual([]);
});
