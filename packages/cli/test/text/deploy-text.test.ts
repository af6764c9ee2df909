import type { PlanReport } from '@atelier/aws';
import { expect, test } from 'vitest';
import { type DeployQuestion, deployedText, questionText } from '../../src/text/deploy-text.ts';

const report = {
  stacks: [
    { name: 'acme-network', resources: 48, after: [] },
    { name: 'acme-foundation', resources: 21, after: ['acme-network'] },
  ],
  cost: { totalUsd: 662.571, complete: true },
} as unknown as PlanReport;

const question: DeployQuestion = {
  report,
  preview: {
    account: '123456789012',
    region: 'eu-central-1',
    isBootstrapped: true,
    warnings: [],
    ...{ takesBack: [], setsAside: [], homesLeft: [] },
    stacks: [
      { stack: 'acme-network', change: 'unchanged' },
      { stack: 'acme-foundation', change: 'changes' },
    ],
  },
  awsMinutes: 6.2,
  executionPolicies: [],
};
const notBootstrapped = { ...question.preview, isBootstrapped: false };
const policy = 'arn:aws:iam::123456789012:policy/deploy';

test('whoever is asked sees what changes, after what, for how much and how long', () => {
  const text = questionText(question);
  expect(text).toMatch(/^To 123456789012 in eu-central-1:\n/);
  expect(text).toMatch(/acme-network +unchanged +48 resources\n/);
  expect(text).toMatch(/acme-foundation +changes +21 resources +after acme-network\n/);
  expect(text).toMatch(/\n2 stacks, 662\.57 USD a month, on AWS about 7 minutes \(assumed\)\.\n$/);
});

test('a price that lacks something is the least it can be, and no change takes no time', () => {
  const incomplete = { ...report, cost: { ...report.cost, complete: false } };
  expect(questionText({ ...question, report: incomplete, awsMinutes: 0 })).toContain(
    'at least 662.57 USD a month, nothing to change.',
  );
});

test('an account without a bootstrap is told what it gets, and that CloudFormation may do everything then', () => {
  const text = questionText({ ...question, preview: notBootstrapped });
  expect(text).toContain('CDKToolkit');
  expect(text).toContain('AdministratorAccess');
});

test('a policy that is given takes the place of the default, and is said not to be used where it comes too late', () => {
  const given = questionText({ ...question, preview: notBootstrapped, executionPolicies: [policy] });
  expect(given).toContain(`CloudFormation's execution role gets ${policy} there.`);
  expect(given).not.toContain('AdministratorAccess');
  expect(questionText({ ...question, executionPolicies: [policy] })).toContain(`so ${policy} is not used`);
});

test('what is deployed ends with where people sign in, and what to do next', () => {
  const deployment = {
    account: '123456789012',
    region: 'eu-central-1',
    bootstrapped: false,
    ...{ takenBack: [], setAside: [] },
    stacks: [],
    unchanged: [],
    assignments: null,
  };
  const url = 'https://d-1.studio.eu-central-1.sagemaker.aws';
  const output = { stack: 'acme-foundation', name: 'DomainUrl', value: url, description: 'Where people sign in' };
  const signIn = { method: 'sso', identityCenter: null, provider: null, oidc: null } as const;
  const workspace = { name: 'acme', signIn };
  const said = { workspace, deployment, outputs: [output], budgetTags: [] };
  expect(deployedText(said)).toMatch(/Studio at https:\/\/d-1\.studio\S+\n.*"atelier status --target aws"/);
  expect(deployedText(said)).not.toContain('aws ce');
  expect(deployedText({ ...said, budgetTags: ['atelier:project'] })).toMatch(
    /Budgets see no cost until .*\n {2}aws ce \S+ \S+ TagKey=atelier:project,Status=Active\n/,
  );
});

const back = [
  { what: 'bucket', name: 'acme-sales-data' },
  { what: 'bucket', name: 'acme-sales-artifacts' },
  { what: 'key', name: '1b0467bc' },
];
const aside = [{ name: 'acme-sales', newName: 'acme-sales-kept-1a2b3c4d' }];

test('what was kept is told before it is taken back, and so is what cannot be', () => {
  const preview = { ...question.preview, takesBack: back, setsAside: aside, homesLeft: ['fs-1'] };
  const text = questionText({ ...question, preview });
  expect(text).toContain('taken back with all that is in it:\n  bucket: acme-sales-data, acme-sales-artifacts\n');
  expect(text).toContain('  key: 1b0467bc\n');
  expect(text).toContain('repository acme-sales. It is renamed to acme-sales-kept-1a2b3c4d');
  expect(text).toContain('Home folders that were kept (fs-1) cannot be taken back');
});

test('what was taken back is told afterwards, with how code gets into the new repository', () => {
  const deployment = {
    ...{ account: '123456789012', region: 'eu-central-1', bootstrapped: false, stacks: [], unchanged: [] },
    ...{ takenBack: back, setAside: aside, assignments: null },
  };
  const signIn = { method: 'iam', identityCenter: null, provider: null, oidc: null } as const;
  const text = deployedText({
    workspace: { name: 'acme', signIn },
    deployment,
    outputs: [],
    budgetTags: [],
  });
  expect(text).toContain('bucket acme-sales-data, bucket acme-sales-artifacts, key 1b0467bc.\n');
  expect(text).toMatch(/git clone --mirror <acme-sales-kept-1a2b3c4d> kept && git -C kept push --mirror <acme-sales>/);
});
