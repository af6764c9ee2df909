import { expect, test } from 'vitest';
import { namePatterns } from '../../src/rights/name-patterns.ts';
import { rightsGround } from '../../src/rights/rights-ground.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { crowd } from '../crowd.ts';
import { exampleFile, written } from '../example.ts';
import { doors, signInWorkspace } from '../sign-in/doors.ts';

const oneShared =
  'workspace: acme\naws: { region: eu-central-1 }\nstudio: { spaces: shared }\n' +
  'people: { lead: { role: lead-data-scientist } }\nprojects: { sales: { members: [lead] } }\n';

const named: Readonly<Record<string, readonly [property: string, kind: 'roles' | 'policies']>> = {
  'AWS::IAM::Role': ['RoleName', 'roles'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'policies'],
};

const fits = (pattern: string, name: string) =>
  new RegExp(`/${pattern.replace(/^.*\//, '').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(`/${name}`);

test.each([
  ['acme/atelier', () => exampleFile('acme/atelier.yaml')],
  ['published/migration', () => exampleFile('published/migration.yaml')],
  ['published/unified-studio', () => exampleFile('published/unified-studio.yaml')],
  ['one project with a shared space', () => written(oneShared)],
  ['a sign-in by a provider', () => signInWorkspace(doors.saml, 'endpoint') as AwsWorkspace],
  ['60 people and 30 projects', () => crowd(60, 30) as AwsWorkspace],
])('every role and policy of %s is called as the rights of CloudFormation say', async (_what, file) => {
  const workspace = await file();
  const patterns = namePatterns(rightsGround(workspace, { id: null, domain: null }));
  const made = (await synthesise(workspace)).stacks.flatMap(({ template }) => Object.values(template.Resources));
  const names = made.flatMap(({ Type, Properties }) => {
    const [property, kind] = named[Type] ?? [];
    return property === undefined || kind === undefined ? [] : [{ kind, name: String(Properties?.[property]) }];
  });
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter(({ kind, name }) => !patterns[kind].some((pattern) => fits(pattern, name)))).toEqual([]);
});
