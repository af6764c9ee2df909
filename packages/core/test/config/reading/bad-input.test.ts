import { expect, test } from 'vitest';
import { problemsIn, problemsInFlow } from '../problems-in.ts';

const unreadable = [
  ['an empty file', '', 'EmptyFile', 1, 1, /says nothing/],
  ['comments alone', '# later\n', 'EmptyFile', 1, 1, /says nothing/],
  ['nothing but null', '~\n', 'EmptyFile', 1, 1, /says nothing/],
  ['a list at the top', '- workspace: acme\n', 'NotAccepted', 1, 1, /a list.*a map of settings/],
  ['a word at the top', 'acme\n', 'NotAccepted', 1, 1, /"acme".*a map of settings/],
  ['a tab as indentation', 'workspace: acme\nstudio:\n\tspaces: none\n', 'YamlSyntax', 3, 1, /tab/],
  ['a line that is no setting', 'workspace acme\nstudio: {}\n', 'YamlSyntax', 1, 1, /neither `key: value` nor/],
  ['a line indented by mistake', 'workspace: acme\n studio: {}\n', 'YamlSyntax', 1, 12, /begins inside this value/],
  ['an open quote', 'workspace: "acme\n', 'YamlSyntax', 2, 1, /quote was opened/],
  ['an open bracket', 'workspace: acme\npackages: { allow: [pandas }\n', 'YamlSyntax', 2, 28, /bracket was opened/],
  ['a wrong escape', 'workspace: "ac\\me"\n', 'YamlSyntax', 1, 15, /backslash/],
  ['two documents', 'workspace: acme\n---\nworkspace: beta\n', 'SeveralDocuments', 2, 1, /second YAML document/],
  ['a YAML 1.1 directive', '%YAML 1.1\n---\nworkspace: acme\n', 'YamlDirective', 1, 1, /YAML 1\.2/],
  ['a tag', 'workspace: !!str acme\n', 'YamlTag', 1, 18, /tag/],
  ['a tag of somebody else', 'workspace: !secret acme\n', 'YamlTag', 1, 20, /tag/],
  ['an anchor', 'workspace: &name acme\n', 'YamlAlias', 1, 18, /"&name"/],
  ['a merge key', 'workspace: acme\n<<: { limits: {} }\n', 'YamlAlias', 2, 1, /"<<"/],
  ['a key that stands twice', 'workspace: acme\nstudio: {}\nworkspace: beta\n', 'DuplicateKey', 3, 1, /stands twice/],
  ['a key that is a list', 'workspace: acme\n? [a]\n: b\n', 'YamlSyntax', 2, 3, /where a key is expected/],
  [
    'a name that JavaScript gives a meaning',
    'workspace: acme\npeople: { __proto__: { role: admin } }\n',
    'BadName',
    2,
    11,
    /cannot be a name/,
  ],
  ['a number as name', 'workspace: 123\n', 'NotAccepted', 1, 12, /123.*beginning with a letter/],
  ['a word that YAML 1.1 took for false', 'workspace: no\n', 'NotAccepted', 1, 12, /"no".*3 to 16/],
  ['no workspace', 'studio: {}\n', 'MissingSetting', 1, 1, /workspace is missing/],
] as const;

test.each(unreadable)('%s is refused in one clear problem', (_, text, code, line, column, message) => {
  const problems = problemsIn(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code, line, column, message: expect.stringMatching(message) });
  expect(problems[0]?.fix).not.toBe('');
});

const values = [
  ['yes for true', 'network: { flowLogs: yes }', 'network.flowLogs', 'Write true.'],
  ['off for false', 'network: { flowLogs: off }', 'network.flowLogs', 'Write false.'],
  [
    'a number for an account',
    'aws: { region: eu-central-1, account: 111122223333 }',
    'aws.account',
    'Write it in quotes: "111122223333".',
  ],
  [
    'a word for a number',
    'usage: { hoursPerDay: four }',
    'usage.hoursPerDay',
    'Write what is accepted, or remove the line.',
  ],
  [
    'a misspelt line of a price table',
    'usage: { counted: { lines: [notebook] } }',
    'usage.counted.lines[0]',
    'Write "notebooks".',
  ],
  [
    'more hours than a month has',
    'usage: { endpointHoursPerMonth: 800 }',
    'usage.endpointHoursPerMonth',
    'Write what is accepted, or remove the line.',
  ],
  ['nothing for a section', 'people:', 'people', 'Give it a value, or remove the line.'],
  ['text for a section', 'tracking: app', 'tracking', 'Write its settings below it, each as `key: value`.'],
  ['a misspelt word', 'studio: { spaces: privat }', 'studio.spaces', 'Write "private".'],
  ['a word begun', 'people: { ana: { role: lead } }', 'people.ana.role', 'Write "lead-data-scientist".'],
  ['a number of zones out of range', 'network: { zones: 9 }', 'network.zones', 'Write for example 2.'],
  [
    'a package with a version that is none',
    'packages: { allow: ["pandas==two"] }',
    'packages.allow[0]',
    'Write for example "pandas>=2,<4".',
  ],
  [
    'a package from an address',
    'packages: { allow: ["a @ file:///x"] }',
    'packages.allow[0]',
    'Write for example "pandas>=2,<4".',
  ],
  [
    'a package in two spellings',
    'packages: { allow: ["Scikit_Learn>=1", scikit-learn] }',
    'packages.allow[1]',
    'Write one line with all that holds for scikit-learn, such as scikit-learn>=1,<2.',
  ],
  ['a package that stands twice', 'packages: { allow: [a1, a1] }', 'packages.allow[1]', 'Remove one of the two.'],
  [
    'an instance pattern that is none',
    'limits: { instances: ["t3.*", ml.t3.medium] }',
    'limits.instances[0]',
    'Write for example ml.t3.*.',
  ],
  [
    'a role path without its last slash',
    'aws: { region: eu-central-1, iam: { rolePath: /ml } }',
    'aws.iam.rolePath',
    'Write for example /ml/.',
  ],
  [
    'the ARN of a boundary',
    'aws: { region: eu-central-1, iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/b" } }',
    'aws.iam.permissionsBoundary',
    'Write for example ml-boundary.',
  ],
  ['a region that is none', 'aws: { region: frankfurt }', 'aws.region', 'Write for example eu-central-1.'],
  ['aws without a region', 'aws: {}', 'aws.region', 'Add `region: eu-central-1`.'],
  [
    'a warehouse of a size that there is not',
    'projects: { sales: { warehouse: { baseCapacity: 9 } } }',
    'projects.sales.warehouse.baseCapacity',
    'Write for example 8.',
  ],
] as const;

test.each(values)('%s is refused with one thing to do', (_, line, path, fix) => {
  const found = problemsIn(`workspace: acme\n${line}\n`).find((problem) => problem.path === path);
  expect(found).toMatchObject({ path, fix, line: 2 });
});

test('an unknown setting is refused with the nearest one, at its key', () => {
  const text = 'workspace: acme\nstudio:\n  instnce: ml.t3.medium\n';
  expect(problemsIn(text)).toMatchObject([
    { path: 'studio.instnce', code: 'UnknownSetting', line: 3, column: 3, fix: 'Write "instance".' },
  ]);
});

test('an unknown setting that resembles none is refused, and told what there is', () => {
  expect(problemsIn('workspace: acme\nkubernetes: {}\n')).toMatchObject([
    {
      path: 'kubernetes',
      fix: 'Remove "kubernetes".',
      message: expect.stringMatching(/Its settings are workspace, aws/),
    },
  ]);
});

test('every mistake is reported at once, from top to bottom', () => {
  const text = `
workspace: Acme
studo: {}
people:
  ana: { role: admn }
  july: { role: data-scientist }
projects:
  sales: { members: [jully, 5], budget: { monthlyUsd: -1 } }
  empty: {}
tracking: { kind: app, size: Small }
`;
  expect(problemsIn(text).map(({ line, code, path }) => [line, code, path])).toEqual([
    [2, 'NotAccepted', 'workspace'],
    [3, 'UnknownSetting', 'studo'],
    [5, 'NotAccepted', 'people.ana.role'],
    [8, 'UnknownPerson', 'projects.sales.members[0]'],
    [8, 'NotAccepted', 'projects.sales.members[1]'],
    [8, 'NotAccepted', 'projects.sales.budget.monthlyUsd'],
    [9, 'NoMembers', 'projects.empty.members'],
    [10, 'NoEffect', 'tracking.size'],
  ]);
});

test('one mistake does not make rules see others that are none', () => {
  expect(problemsIn('workspace: acme\nnetwork: { mode: open }\npackages: { upstream: none }\n')).toHaveLength(1);
  expect(problemsIn('workspace: acme\nsignIn: { method: ssso }\nstudio: { experience: unified }\n')).toHaveLength(1);
});

const leasts = [
  ['forecast', 'flow: sales\ninputs: { sales: { file: s.csv } }', 'Add `forecast: { horizon: 5 }`.'],
  ['inputs', 'flow: sales\nforecast: { horizon: 5 }', 'Add `inputs: { sales: { file: ../data/store_sales.csv } }`.'],
  [
    'inputs.sales',
    'flow: sales\ninputs: {}\nforecast: { horizon: 5 }',
    'Add `sales: { file: ../data/store_sales.csv }`.',
  ],
  ['forecast', 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast:', 'Write for example { horizon: 5 }.'],
] as const;

test.each(leasts)('whoever leaves out %s is told the least that it needs, by example', (path, text, fix) => {
  expect(problemsInFlow(text)).toMatchObject([{ path, fix }]);
});

test('an empty file is told the least that it must say, and that is a valid file', () => {
  const least = problemsInFlow('')[0]?.fix.matchAll(/`([^`]+)`/g) ?? [];
  const lines = [...least].map(([, line]) => line);
  expect(lines).toHaveLength(3);
  expect(problemsInFlow(lines.join('\n'))).toEqual([]);
  expect(problemsIn('')[0]?.fix).toBe('Write at least `workspace: acme`.');
});

test('a required list is told one item, a required setting is never told to remove itself', () => {
  const text = 'workspace:\nnetwork: { existing: { vpc: vpc-0a1b2c3d } }';
  expect(problemsIn(text)).toMatchObject([
    { path: 'workspace', fix: 'Write for example acme.' },
    { path: 'network.existing.subnets', fix: 'Add `subnets: [ subnet-0a1b2c3d ]`.' },
  ]);
});

const bombs = [
  [
    'aliases of aliases',
    `a: &a [x]\n${Array.from('bcdefghij', (name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}]`).join('\n')}`,
  ],
  ['brackets without end', '['.repeat(10_000)],
  ['brackets inside brackets', `a: ${'['.repeat(2_000)}${']'.repeat(2_000)}`],
  ['dashes without end', '- '.repeat(10_000)],
] as const;

test.each(bombs)('%s are refused before they grow', (_, text) => {
  const problems = problemsIn(text);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every(({ code }) => code === 'YamlAlias' || code === 'TooDeep')).toBe(true);
});

test('mistakes of a thing whose name is one are told with it', () => {
  const text = `workspace: acme
people: { "Ana Ö": { role: boss, colour: red } }
projects:
  p:
    members: [lead]
    budget: { monthlyUsd: -3 }
    warehouse: { queries: { seconds: 0 } }
`;
  expect(problemsIn(text).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'people["Ana Ö"] BadName',
    'people["Ana Ö"].role NotAccepted',
    'people["Ana Ö"].colour UnknownSetting',
    'projects.p BadName',
    'projects.p.members[0] UnknownPerson',
    'projects.p.budget.monthlyUsd NotAccepted',
    'projects.p.warehouse.queries.seconds NotAccepted',
  ]);
});

test('a name that is not accepted hides no mistake elsewhere', () => {
  const text = `workspace: acme
people: { "Ana Ö": { role: lead-data-scientist }, july: { role: data-scientist } }
projects:
  Churn_Model: { members: [july, bob], flows: [nowhere.yaml] }
  fraud: { members: [july, carl] }
`;
  expect(problemsIn(text).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'people["Ana Ö"] BadName',
    'projects.Churn_Model BadName',
    'projects.Churn_Model.members NobodyApproves',
    'projects.Churn_Model.members[1] UnknownPerson',
    'projects.Churn_Model.flows[0] NoSuchFile',
    'projects.fraud.members NobodyApproves',
    'projects.fraud.members[1] UnknownPerson',
  ]);
});

test.each(['Churn_Model', 'Größe', '--x--y--', 'a'.repeat(80), '__proto__', '模型', 'a.b@c'])(
  'the name offered in place of %s is accepted',
  (name) => {
    const [problem] = problemsIn(`workspace: acme\nprojects:\n  ${JSON.stringify(name)}: { members: [] }\n`);
    expect(problem?.code).toBe('BadName');
    const offered = /"(.+)"/.exec(problem?.fix ?? '')?.[1];
    const again = problemsIn(`workspace: acme\nprojects:\n  ${offered ?? 'sales'}: { members: [] }\n`);
    expect(again.map(({ code }) => code)).not.toContain('BadName');
  },
);
