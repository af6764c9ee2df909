import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprintOf } from '@atelier/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { buildApp } from '../../src/stacks/app.ts';
import { example } from '../example.ts';
import { accepted } from './accepted.ts';

const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];
const workspace = await example('acme');
const folder = await mkdtemp(join(tmpdir(), 'atelier-packs-'));
const { app } = buildApp(workspace, blueprintOf(workspace), { folder, validation: 'none' });
const found = packs.flatMap((Pack) =>
  new Pack()
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources = [] }) =>
      violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, where: constructPath })),
    ),
);

function isAccepted({ rule, where }: { rule: string; where: string }): boolean {
  return accepted.some((entry) => entry.rule.test(rule) && entry.where.test(where));
}

test('the four rule packs find nothing in the example that has no written reason', () => {
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((finding) => !isAccepted(finding)).map(({ rule, where }) => `${rule} ${where}`)).toEqual([]);
});

test('no reason is kept for a finding that is no longer there', () => {
  const idle = accepted.filter(({ rule, where }) => !found.some((it) => rule.test(it.rule) && where.test(it.where)));
  expect(idle.map(({ rule }) => String(rule))).toEqual([]);
});

test('the packs would speak of a bucket that is open', () => {
  expect(isAccepted({ rule: 'AwsSolutions-S10', where: 'acme-network/AccessLogs/Bucket' })).toBe(false);
});
