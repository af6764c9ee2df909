import { expect, test } from 'vitest';
import { reachables } from '../../src/required-services/required-service.ts';
import { requiredServices } from '../../src/required-services/required-services.ts';
import { workspaceOf } from '../workspace-of.ts';

const base = ['objects', 'studio', 'models', 'identity', 'logs', 'metrics', 'images', 'network', 'keys'];

function reach(more = ''): readonly string[] {
  return requiredServices(workspaceOf(`workspace: acme\n${more}`)).map(({ name }) => name);
}

test('a workspace that is a name alone reaches what notebooks need, tracking and packages', () => {
  expect(reach()).toEqual([...base, 'tracking', 'packages']);
});

const arn = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/1';
const sso = 'signIn: { method: sso }\n';

const team = 'people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }';

const features: readonly (readonly [string, string, readonly string[]])[] = [
  ['tracking', 'tracking: { kind: none }', ['packages']],
  ['tracking that is an app', 'tracking: { kind: app }', ['tracking-app', 'packages']],
  ['packages', 'network: { mode: egress }\npackages: { upstream: none }', ['tracking']],
  [
    'a project without a repository',
    `${team}\nsource: { kind: none }`,
    ['tracking', 'packages', 'settings', 'warehouse'],
  ],
  [
    'a repository of CodeCommit that home folders begin with',
    'source: { kind: none }\nstudio: { cloneRepository: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/a" }',
    ['tracking', 'packages', 'source'],
  ],
  [
    'a code connection',
    `${team}\nnetwork: { mode: egress }\nsource: { kind: connection, arn: "${arn}" }`,
    ['tracking', 'packages', 'connections', 'settings', 'warehouse'],
  ],
  ['project templates', 'studio: { projectTemplates: true }', ['tracking', 'packages', 'catalog']],
  ['Spark', 'bigData: { emr: serverless }', ['tracking', 'packages', 'spark']],
  ['a project', team, ['tracking', 'packages', 'source', 'settings', 'warehouse']],
  ['Unified Studio', `${sso}studio: { experience: unified }`, ['tracking', 'packages', 'secrets', 'unified']],
  [
    'a sign-in through endpoints of the network',
    'signIn: { provider: { kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" } }',
    ['studio-pages', 'tracking', 'packages'],
  ],
  [
    'a sign-in from the internet',
    'signIn: { provider: { kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" } }\nnetwork: { access: ["203.0.113.0/24"] }',
    ['tracking', 'packages'],
  ],
  [
    'generative AI',
    `${sso}studio: { experience: both, unified: { generativeAi: true, amazonQ: free } }`,
    ['tracking', 'packages', 'secrets', 'unified', 'generative-ai', 'assistant'],
  ],
];

test.each(features)('%s decides what is reached beside that', (_, more, beside) => {
  expect(reach(more)).toEqual([...base, ...beside]);
});

test('flows are reached where a project has one, and the reason names it', () => {
  const people = 'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\n';
  const flow = 'flow: weekly\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
  const workspace = workspaceOf(`${people}projects: { sales: { members: [ana], flows: [f.yaml] } }`, {
    'f.yaml': flow,
  });
  expect(requiredServices(workspace).find(({ name }) => name === 'flows')?.because).toMatch(/weekly/);
});

test('everything that can be reached is required by some feature', () => {
  const all = new Set([...features.flatMap(([, more]) => reach(more)), 'flows']);
  expect(reachables.filter((name) => !all.has(name))).toEqual([]);
});

test('every reason is a sentence', () => {
  const said = requiredServices(workspaceOf(`workspace: acme\n${features.at(-1)?.[1]}`));
  expect(said.filter(({ because }) => !/^[A-Z].*\.$/.test(because))).toEqual([]);
});
