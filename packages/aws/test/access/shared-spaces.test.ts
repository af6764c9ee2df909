import { describe, expect, test } from 'vitest';
import { jobPolicies } from '../../src/access/job-policy.ts';
import { managedQuota, policySize } from '../../src/access/policy-size.ts';
import { sharedSpacePolicies } from '../../src/access/shared-space-policies.ts';
import { type ApiCall, call } from '../../src/journeys/calls/api-call.ts';
import { written } from '../example.ts';
import { isAllowed } from './ask-simulator.ts';
import { principalsOfTemplates } from './policies-of-templates.ts';
import { groundFor } from './principals.ts';
import { rightsIn } from './rights-in.ts';

const everybody = 'lead, ana, john';
const people = 'lead: { role: lead-data-scientist }, ana: { role: data-scientist }, john: { role: data-engineer }';

function file(projects: Readonly<Record<string, string>>, more = '', spaces = 'shared') {
  const lines = Object.entries(projects).map(([name, settings]) => `  ${name}: { members: [${settings} }\n`);
  return written(
    `workspace: acme\naws: { region: eu-central-1 }\nstudio: { spaces: ${spaces} }\npeople: { ${people}${more} }\nprojects:\n${lines.join('')}`,
  );
}

const workspace = file({
  sales: `${everybody}], buckets: { raw-sales: write }`,
  stock: `${everybody}], buckets: { raw-stock: read }`,
  plain: `${everybody}]`,
  secret: 'lead, ana]',
});
const principals = await principalsOfTemplates(workspace);
const { ground } = principals;
const { names } = ground;
const space = principals.role(names.studioRole);

/** What is tried on a project's things, as a notebook of a shared space would. */
function attempts(project: string): readonly (readonly [string, ApiCall])[] {
  const data = `arn:aws:s3:::${names.projectBucket(project, 'data')}`;
  const artifacts = `arn:aws:s3:::${names.projectBucket(project, 'artifacts')}`;
  const setting = `arn:aws:ssm:eu-central-1:${names.place.account}:parameter${names.settingsPath(project)}/data`;
  return [
    ['reads its data', call('s3:GetObject', `${data}/sales.csv`)],
    ['lists its data', call('s3:ListBucket', data)],
    ['writes its artifacts', call('s3:PutObject', `${artifacts}/notes.txt`)],
    ['reads its settings', call('ssm:GetParameter', setting)],
  ];
}

describe('the role of shared spaces', () => {
  describe.each(['sales', 'stock', 'plain'])('reaches %s, of which everybody is a member:', (project) => {
    test.each(attempts(project))('it %s', async (_, attempt) => {
      expect(await isAllowed(principals, space, attempt)).toBe(true);
    });
  });

  test('reads the buckets given to each of them, and no other', async () => {
    const reads = async (bucket: string) =>
      await isAllowed(principals, space, call('s3:GetObject', `arn:aws:s3:::${bucket}/a.csv`));
    expect([await reads('raw-sales'), await reads('raw-stock'), await reads('raw-other')]).toEqual([true, true, false]);
    const outside = sharedSpacePolicies(groundFor(workspace)).flatMap(({ document }) =>
      document.Statement.filter(({ Sid }) => Sid.startsWith('OurBuckets')),
    );
    expect(outside).toMatchObject([{ NotResource: ['arn:aws:s3:::raw-sales*', 'arn:aws:s3:::raw-stock*'] }]);
  });

  test.each(attempts('secret'))(
    'reaches nothing of a project of which somebody is no member: never %s',
    async (_, attempt) => {
      expect(await isAllowed(principals, space, attempt)).toBe(false);
    },
  );

  test.each([
    ['sandboxes', call('s3:GetObject', `arn:aws:s3:::${names.projectBucket('sales', 'sandboxes')}/ana/notes.ipynb`)],
    ['data, to write it', call('s3:PutObject', `arn:aws:s3:::${names.projectBucket('sales', 'data')}/sales.csv`)],
    ['the role of jobs, to pass it on', call('iam:PassRole', names.roleArn(names.jobRole('sales')))],
    [
      'models, to approve them',
      call(
        'sagemaker:UpdateModelPackage',
        `arn:aws:sagemaker:eu-central-1:${names.place.account}:model-package/${names.modelPackageGroup('sales')}/1`,
      ),
    ],
  ])('never gets at %s', async (_, attempt) => {
    expect(await isAllowed(principals, space, attempt)).toBe(false);
  });

  test.each([
    ['somebody who is in no project', ', eve: { role: data-scientist }', everybody],
    ['an admin who is no member', ', root: { role: admin }', everybody],
    ['a member who may not run jobs', ', vera: { role: viewer }', `${everybody}, vera`],
  ])('loses everything with %s', (_, more, members) => {
    const rights = (given: string) => sharedSpacePolicies(groundFor(file({ sales: `${members}]` }, given)));
    expect(rights(more)).toEqual([]);
    expect(sharedSpacePolicies(groundFor(file({ sales: `${everybody}]` })))).not.toEqual([]);
  });

  test('has nothing where spaces are private, or there are none', () => {
    for (const spaces of ['private', 'none'])
      expect(sharedSpacePolicies(groundFor(file({ sales: `${everybody}]` }, '', spaces)))).toEqual([]);
  });

  test('has of one project what its jobs have, and of forty what fits into ten policies', () => {
    const alone = file({ sales: `${everybody}], buckets: { raw-sales: write }` });
    const jobs = alone.projects.flatMap((project) => Object.values(jobPolicies(groundFor(alone), project)));
    const spaces = sharedSpacePolicies(groundFor(alone)).map(({ document }) => document);
    expect([...new Set(rightsIn(spaces))]).toEqual([...new Set(rightsIn(jobs))]);
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`project-${n}`, `${everybody}]`]));
    const policies = sharedSpacePolicies(groundFor(file(many)));
    expect(policies.length).toBeLessThanOrEqual(10);
    for (const { document } of policies) {
      expect(policySize(document)).toBeLessThanOrEqual(managedQuota);
      const sids = document.Statement.map(({ Sid }) => Sid);
      expect(new Set(sids).size).toBe(sids.length);
    }
  });
});
