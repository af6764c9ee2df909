import type { DestroyStep } from '@atelier/aws-account';
import { expect, test } from 'vitest';
import { questionText, stepNewsText } from '../../src/text/destroy-text.ts';

const step: DestroyStep = {
  id: 'domain d-1',
  action: { kind: 'domain', domain: 'd-1', homeFolders: 'keep', mark: {} },
  what: 'Delete the Studio domain d-1.',
  keeps: ['The home folders stay, in fs-1.'],
  awsMinutes: 4.5,
};
const place = { account: '123456789012', region: 'eu-central-1', notOurs: [] };

test('whoever is asked sees where, the steps with what each keeps, how long, and that the stores stay', () => {
  const text = questionText({ place, steps: [step], stores: 'keep' });
  expect(text).toMatch(/^From 123456789012 in eu-central-1:\n/);
  expect(text).toMatch(/^1\. {2}Delete the Studio domain d-1\.\n {4}The home folders stay, in fs-1\.$/m);
  expect(text).toMatch(/^1 step, on AWS about 5 minutes \(assumed\)\.$/m);
  expect(text).toMatch(/stay; --stores delete deletes them for good\.\n$/);
  expect(questionText({ place, steps: [step], stores: 'delete' })).not.toContain('stay; --stores');
});

test("whoever is asked also sees what is named alike, stays, and why it is not taken for the workspace's", () => {
  const notOurs = [{ id: 'endpoint acme--fraud', why: 'it has no tag atelier:workspace=acme' }];
  expect(questionText({ place: { ...place, notOurs }, steps: [step], stores: 'delete' })).toContain(
    'not ours: endpoint acme--fraud: it has no tag atelier:workspace=acme.\n',
  );
});

test('a step is told in words when it begins, and so is its end', () => {
  const about = { step, number: 2, of: 11 };
  expect(stepNewsText({ ...about, status: 'begins' })).toBe('[ 2/11] Delete the Studio domain d-1.\n');
  expect(stepNewsText({ ...about, status: 'empty' })).toBe('[ 2/11] nothing was left to do\n');
});
