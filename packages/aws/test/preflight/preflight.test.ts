import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TemplateResource } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../src/layout/shard-of.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const aws = 'aws: { region: eu-central-1 }\n';
const acme = `workspace: acme\n${aws}`;
const noPackages = 'packages: { upstream: none }\nsource: { kind: none }\n';

/** People of one shard, which takes many names. */
function peopleOf(shard: string, count: number): readonly string[] {
  const names: string[] = [];
  for (let number = 0; names.length < count; number += 1) {
    if (shardOf(`person-${number}`) === shard) names.push(`person-${number}`);
  }
  return names;
}

function people(names: readonly string[]): string {
  return `people:\n${names.map((name) => `  ${name}: { role: viewer }\n`).join('')}`;
}

const leads = Array.from({ length: 30 }, (_, number) => `lead-${number}: { role: lead-data-scientist }`).join(', ');
const apart = (count: number, members: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => `  project-${number}: { members: [${members(number)}] }\n`).join('');

const refused: readonly (readonly [what: string, text: string, code: string, message: RegExp, fix: RegExp])[] = [
  [
    'more people than a shard holds',
    `${acme}network: { cidr: 10.0.0.0/16 }\n${people([...peopleOf('07', 101), ...peopleOf('08', 1)])}`,
    'TooManyPeople',
    /^101 of the 102 people belong to the stack acme-people-07, which holds 100 /,
    /move some of the projects, with their people, to a file of another name/,
  ],
  [
    'more shared spaces than a stack holds',
    `${acme}studio: { spaces: shared }\npeople: { ${leads} }\nprojects:\n${apart(451, (number) => `lead-${number % 30}`)}`,
    'TooManyProjects',
    /^451 projects each have a shared space, .* holds 450\.$/,
    /Divide the workspace/,
  ],
  [
    'a person in more projects than policies have room for',
    `${acme}people: { ${leads} }\nprojects:\n${apart(100, (number) => (number < 90 ? 'lead-1' : 'lead-2'))}`,
    'TooManyMemberships',
    /^lead-1 is a member of 90 projects; the policies that IAM lets a role have hold rights in \d\d of them\.$/,
    /^Take lead-1 out of \d+ of them, or divide the workspace\.$/,
  ],
  [
    'more packages than a stack holds',
    `${acme}packages: { allow: [${Array.from({ length: 401 }, (_, number) => `package-${number}`).join(', ')}] }\n`,
    'TooManyPackages',
    /^packages\.allow names 401 packages, .* holds 400\.$/,
    /`allow: all`/,
  ],
  [
    'Unified Studio',
    `${acme}signIn: { method: sso }\nstudio: { experience: unified }\n`,
    'NotBuiltYet',
    /^studio\.experience is unified, .* not made on AWS yet/,
    /`experience: studio`/,
  ],
  [
    'both studios',
    `${acme}signIn: { method: sso }\nstudio: { experience: both }\n`,
    'NotBuiltYet',
    /^studio\.experience is both/,
    /`experience: studio`/,
  ],
  [
    'products in Service Catalog',
    'workspace: acme\naws: { region: eu-central-1, catalog: { principals: [role/Admin] } }\n',
    'NotBuiltYet',
    /^aws\.catalog .* not made on AWS yet/,
    /Remove aws\.catalog/,
  ],
  [
    'a region whose list of S3 addresses is not known',
    `workspace: acme\naws: { region: af-south-1 }\nstudio: { image: { name: a, appConfig: a } }\n${noPackages}`,
    'UnknownPrefixList',
    /addresses in af-south-1 is not known\. It is for .*eu-central-1/,
    /network\.s3PrefixList, .* --region af-south-1 .*Values=com\.amazonaws\.af-south-1\.s3/,
  ],
  [
    'a size that the family of the notebook does not have',
    `${acme}studio: { instance: ml.g6e.large }\n`,
    'NoStudioInstance',
    /^studio\.instance is ml\.g6e\.large, .* such as ml\.g6e\.xlarge/,
    /`instance: ml\.g6e\.xlarge`/,
  ],
  [
    'a notebook on an instance type that Studio does not have',
    `${acme}studio: { instance: ml.inf1.xlarge }\n`,
    'NoStudioInstance',
    /^studio\.instance is ml\.inf1\.xlarge, .* such as ml\.t3\.medium/,
    /`instance: ml\.t3\.medium`/,
  ],
  [
    'limits that leave no instance type of Studio',
    `${acme}studio: { spaces: none }\nlimits: { instances: ["ml.inf1.*"] }\n`,
    'NoStudioInstance',
    /^limits\.instances is ml\.inf1\.\*, /,
    /Add "ml\.t3\.medium"/,
  ],
];

async function problemOf(workspace: AwsWorkspace, options = {}): Promise<Problem> {
  const outcome = await synthesise(workspace, options).catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome;
  throw new Error('It is no problem.', { cause: outcome });
}

describe('a file without mistakes that AWS, or Atelier there, cannot follow', () => {
  test.each(refused)('%s is refused before anything is synthesised', async (_, text, code, message, fix) => {
    expect(await problemOf(written(text))).toMatchObject({
      code,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
      whose: 'yours',
      state: 'Nothing was made.',
    });
  });
});

test('all that stands against a file is told at once, each with its fix', async () => {
  const text = `workspace: acme\naws: { region: eu-central-1, catalog: { principals: [role/Admin] } }\nsignIn: { method: sso }\nstudio: { experience: unified, instance: ml.inf1.xlarge }\n`;
  const problem = await problemOf(written(text));
  expect(problem.code).toBe('NotForAws');
  expect(problem.message.split('\n')).toEqual([
    'The file asks for 3 things that cannot be made on AWS:',
    expect.stringMatching(/^studio\.experience is unified.* -> Write `experience: studio`\.$/),
    expect.stringMatching(/^aws\.catalog asks.* -> Remove aws\.catalog\.$/),
    expect.stringMatching(/^studio\.instance is ml\.inf1\.xlarge.* -> Write `instance: ml\.t3\.medium`\.$/),
  ]);
});

describe('what is just accepted', () => {
  test('is a shard of a hundred people, with room in its stack', async () => {
    const { stacks } = await synthesise(
      written(`${acme}network: { cidr: 10.0.0.0/16 }\n${people(peopleOf('07', 100))}`),
    );
    const shard = stacks.find(({ stack }) => stack === 'acme-people-07')?.template;
    expect(Object.keys(shard?.Resources ?? {})).toHaveLength(300);
    expect(Object.keys(shard?.Outputs ?? {})).toHaveLength(200);
  });

  test('is any region, with the list of its S3 addresses in the file', async () => {
    const { stacks } = await synthesise(
      written(
        `workspace: acme\naws: { region: af-south-1 }\nnetwork: { s3PrefixList: pl-0a1b2c3d }\nstudio: { image: { name: a, appConfig: a } }\n${noPackages}`,
      ),
    );
    const groups = stacks
      .flatMap(({ template }): TemplateResource[] => Object.values(template.Resources))
      .filter(({ Type }) => Type === 'AWS::EC2::SecurityGroup');
    expect(JSON.stringify(groups)).toContain('"DestinationPrefixListId":"pl-0a1b2c3d"');
  });

  test('are ten addresses that the budget of the workspace tells, of more that the projects have', async () => {
    const text = `${acme}limits: { monthlyUsd: 9000 }
people: { lead: { role: lead-data-scientist } }
projects:
${[1, 2].map((project) => `  p-${project}: { members: [lead], notify: [${[1, 2, 3, 4, 5, 6].map((n) => `a${n}@p${project}.org`)}] }\n`).join('')}`;
    const { stacks } = await synthesise(written(text));
    const foundation = JSON.stringify(stacks.find(({ stack }) => stack === 'acme-foundation')?.template);
    expect(foundation).toContain('a4@p2.org');
    expect(foundation).not.toContain('a5@p2.org');
  });
});

describe('templates that are written', () => {
  test('and refused by the engine of the CDK are told as a problem of the file', async () => {
    const workspace = written(acme);
    const studio = { ...workspace.studio, image: { name: 'no_image', appConfig: 'team' } };
    const folder = await mkdtemp(join(tmpdir(), 'atelier-refused-'));
    expect(await problemOf({ ...workspace, studio }, { folder })).toMatchObject({
      code: 'TemplateRefused',
      message: expect.stringMatching(/ImageName: 'no_image' does not match pattern /),
      whose: 'yours',
    });
  });

  test('need a folder', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'atelier-folder-')), 'file');
    await writeFile(file, '');
    expect(await problemOf(written(acme), { folder: file })).toMatchObject({
      code: 'NotWritten',
      message: expect.stringContaining(`${file}: the system says EEXIST`),
      fix: expect.stringContaining('Name a folder'),
    });
  });
});
