import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const cases: readonly RuleCase[] = [
  {
    promise: 'a workspace whose name AWS keeps to itself is refused',
    breaks: 'workspace: aws-team',
    keeps: 'workspace: my-aws-team',
    path: 'workspace',
    code: 'ReservedName',
    message: /begin with "aws".*"aws-team"/,
    fix: /"my-aws-team"/,
  },
  {
    promise: 'a workspace on AWS whose name goes on as names of another could is refused',
    breaks: 'workspace: acme-jobs\naws: { region: eu-central-1 }',
    keeps: 'workspace: jobs-acme\naws: { region: eu-central-1 }',
    path: 'workspace',
    code: 'ReservedName',
    message: /"jobs" joins.*"acme-jobs"/,
    fix: /"acme-team"/,
  },
  {
    promise: 'a project with the name that tracking keeps to itself is refused',
    breaks:
      'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { default: { members: [ana] } }',
    keeps:
      'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { defaults: { members: [ana] } }',
    path: 'projects.default',
    code: 'ReservedName',
    message: /Tracking keeps the name "default"/,
    fix: /after its purpose/,
  },
  ...['owner', 'nobody'].map((name) => ({
    promise: `a person with the name that stands for the ${name} in the record of decisions is refused`,
    breaks: `workspace: acme\npeople: { ${name}: { role: lead-data-scientist } }`,
    keeps: `workspace: acme\npeople: { ${name}s: { role: lead-data-scientist } }`,
    path: `people.${name}`,
    code: 'ReservedName',
    message: new RegExp(`says "${name}" of somebody`),
    fix: new RegExp(`"${name}-1"`),
  })),
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

const badNames = [
  ['a workspace', 'workspace: Acme', 'workspace', 'NotAccepted'],
  ['a workspace', 'workspace: ac', 'workspace', 'NotAccepted'],
  ['a workspace', 'workspace: acme-', 'workspace', 'NotAccepted'],
  ['a workspace', 'workspace: acme-forecasting-team', 'workspace', 'NotAccepted'],
  ['a person', 'workspace: acme\npeople: { Ana: { role: admin } }', 'people.Ana', 'BadName'],
  ['a person', 'workspace: acme\npeople: { "ana b": { role: admin } }', 'people["ana b"]', 'BadName'],
  ['a project', 'workspace: acme\nprojects: { Sales_1: { members: [] } }', 'projects.Sales_1', 'BadName'],
] as const;

test.each(badNames)('%s cannot have the name in %j', (_, text, path, code) => {
  expect(problemsIn(text)[0]).toMatchObject({ path, code });
});
