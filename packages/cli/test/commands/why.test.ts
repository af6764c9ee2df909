import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';
import { edited } from './edited.ts';

/** Every kind of setting that an answer can hang on. */
const team = `workspace: harvest
aws: { region: eu-central-1, account: "111122223333" }
signIn:
  provider: { kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" }
network: { access: ["203.0.113.0/24", 10.20.0.0/16] }
studio: { image: { name: ours, appConfig: ours } }
packages: { upstream: none }
people:
  lena: { role: lead-data-scientist }
  omar: { role: data-scientist }
  vera: { role: viewer }
  ines: { role: data-engineer }
projects:
  yields: { members: [lena, omar, vera, ines] }
  prices: { members: [lena], warehouse: none }
limits: { instances: ["ml.t3.*", "ml.m5.*"] }
`;
const here = team
  .replace(/^aws.*\n/m, '')
  .replace(/^signIn:\n.*\n/m, '')
  .replace(/^network.*\n/m, '');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-why-'));
  await writeFile(join(folder, 'atelier.yaml'), team);
  await writeFile(join(folder, 'here.yaml'), here);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function why(...args: string[]) {
  const io = recordingIo(folder);
  const code = await run(['why', ...args], io);
  return { code, ...io.said };
}

async function told(...args: string[]) {
  const { code, out } = await why(...args, '--json');
  return { code, ...JSON.parse(out) };
}

const noUploads = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'NoUploads', Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }],
};
const bounded = (name: string) =>
  team.replace('"111122223333" }', `"111122223333", iam: { permissionsBoundary: ${name} } }`);

describe('what stands over the account', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'scp.json'), JSON.stringify(noUploads));
    await writeFile(join(folder, 'own.yaml'), bounded('AtelierBoundary-harvest'));
    await writeFile(join(folder, 'others.yaml'), bounded('Others'));
    const open = { ...noUploads, Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await writeFile(join(folder, 'boundary.json'), JSON.stringify(open));
  });

  test('refuses by a policy of the organization that is handed in, and names it', async () => {
    const question = ['omar', 'artifact.write', 'project', 'yields'];
    expect((await why(...question)).code).toBe(0);
    const { code, out } = await why(...question, '--scp', 'scp.json');
    expect([code, out]).toEqual([1, expect.stringContaining('statement NoUploads of scp.json refuses it')]);
  });

  test('refuses by it what AWS has refused, too', async () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::harvest-yields-artifacts-111122223333-euc1/a.csv" with an explicit deny in a service control policy';
    await writeFile(join(folder, 'message.txt'), message);
    expect((await why('--denied', 'message.txt')).code).toBe(0);
    const { code, out } = await why('--denied', 'message.txt', '--scp', 'scp.json');
    expect([code, out]).toEqual([1, expect.stringContaining('NoUploads of scp.json')]);
  });

  test('is the own boundary where the file names it, and of others the one that is handed in', async () => {
    const question = ['omar', 'data.read', 'project', 'yields'];
    expect((await why(...question, 'own.yaml')).code).toBe(0);
    const unseen = await why(...question, 'others.yaml');
    expect([unseen.code, unseen.out]).toEqual([1, expect.stringContaining('give it with --boundary')]);
    expect((await why(...question, 'others.yaml', '--boundary', 'boundary.json')).code).toBe(0);
  });

  test('is nothing that a file for this machine has', async () => {
    const { code, err } = await why('omar', 'data.read', 'data of yields', 'here.yaml', '--scp', 'scp.json');
    expect([code, err]).toEqual([1, expect.stringContaining('Leave --scp out')]);
  });
});

describe('atelier why', () => {
  test('says yes with the row, and with the statement that lets each request pass', async () => {
    const { code, out } = await why('omar', 'data.read', 'data', 'of', 'yields');
    expect(code).toBe(0);
    expect(out).toMatch(/^Yes, omar data\.read data of yields: members read the data of their projects\.$/m);
    expect(out).toMatch(/passes {2}s3:GetObject on arn:aws:s3:::harvest-yields-data-\S+, as harvest-person-omar/);
    expect(out).toMatch(/The statement ReadObjects of arn:\S+:policy\/harvest--yields--data-scientist allows it\./);
  });

  test('is one JSON document of the promised shape', async () => {
    expect(await told('omar', 'data.write', 'yields')).toMatchObject({
      code: 1,
      person: 'omar',
      action: 'data.write',
      thing: 'yields',
      from: null,
      ground: 'aws',
      answer: 'no',
      rows: [{ action: 'data.write', resource: 'project yields', allowed: false, because: expect.any(String) }],
      requests: [
        { action: 's3:PutObject', verdict: 'refused', who: 'harvest-person-omar', decides: [], untold: [] },
        { action: 's3:DeleteObject' },
      ],
      changes: [
        {
          changes: ['people.omar.role: data-engineer'],
          answer: 'yes',
          gains: ['data.write on project yields', 'warehouse.load on project yields'],
          loses: expect.arrayContaining(['tracking.write on project yields']),
          monthlyUsd: 0,
          complete: true,
        },
        { changes: ['people.omar.role: lead-data-scientist'], loses: [] },
      ],
      noChange: null,
    });
  });

  test('names the wall of a refusal from outside, and every other that refuses too', async () => {
    const { code, out } = await why('omar', 's3:GetObject', 'data of yields', '--from', 'desk');
    expect(code).toBe(1);
    expect(out).toContain(
      'The statement InsideTheNetwork of arn:aws:iam::111122223333:policy/harvest-inside refuses it',
    );
    expect(out).toMatch(/So does \w+ of arn:aws:s3:::harvest-yields-data-/);
  });
});

describe('a change that is offered', () => {
  test.each([
    [['omar', 'data.write', 'data of yields'], 'people.omar.role: data-engineer'],
    [['omar', 'data.read', 'data of prices'], 'projects.prices.members: add omar'],
    [['vera', 'model.approve', 'models of prices'], 'projects.prices.members: add vera'],
    [['omar', 'package.install'], 'packages.upstream: pypi'],
    [['lena', 'warehouse.query', 'warehouse of prices'], 'projects.prices.warehouse: { baseCapacity: 8 }'],
    [['omar', 'space.open', '--from', '198.51.100.9'], 'network.access: add 198.51.100.9/32'],
    [
      ['omar', 'sagemaker:CreatePresignedDomainUrl', 'space', '--from', '198.51.100.9'],
      'network.access: add 198.51.100.9/32',
    ],
    [['omar', 's3:GetObject', 's3://company-raw/2026/a.csv'], 'projects.yields.buckets.company-raw: read'],
    [
      ['omar', 's3:PutObject', 'arn:aws:s3:::harvest-yields-data-111122223333-euc1/a.csv'],
      'people.omar.role: data-engineer',
    ],
    [['vera', 'space.stop', 'space of omar'], 'people.vera.role: admin'],
  ])('%j turns the answer when it is made: %s', async (question, line) => {
    const before = await told(...question);
    expect([before.code, before.answer]).toEqual([1, 'no']);
    const [first] = before.changes;
    expect(first.changes[0]).toBe(line);
    await writeFile(join(folder, 'changed.yaml'), edited(team, first.edits));
    const after = await told(...question, '--file', 'changed.yaml');
    expect([after.code, after.answer]).toEqual([0, 'yes']);
  });

  test('says what it costs', async () => {
    const { changes } = await told('lena', 'warehouse.query', 'warehouse of prices');
    expect(changes[0].monthlyUsd).toBeGreaterThan(1);
  });

  test.each([
    [['lena', 'model.replace', 'models of yields'], /the table gives it to nobody, as what was registered stays/],
    [['omar', 'sandbox.read', 'sandbox lena in yields'], /it belongs to lena alone/],
    [['omar', 'space.open', 'space of lena'], /it belongs to lena alone/],
    [
      ['omar', 's3:GetObject', 'data of yields', '--from', '198.51.100.9'],
      /a wall stands before what the table allows: The statement InsideTheNetwork/,
    ],
    [['omar', 'data.read', 'yields', '--from', 'desk'], /a wall stands before what the table allows: /],
    [['omar', 's3:GetObject', 'bucket harvest-yields-sandboxes-111122223333-euc1/lena/a'], /it belongs to lena alone/],
    [['lena', 'iam:CreateUser', 'arn:aws:iam::111122223333:user/mallory'], /No change of the file does that/],
    [['lena', 's3:PutBucketPolicy', 'arn:aws:s3:::harvest-yields-data-111122223333-euc1'], /No change of the file/],
  ])('is none for %j, and it says why', async (question, why) => {
    const { code, answer, changes, noChange } = await told(...question);
    expect([code, answer, changes]).toEqual([1, 'no', []]);
    expect(noChange).toMatch(why);
  });
});

describe('things at AWS', () => {
  test('are known by their names in an account that the file does not name', async () => {
    await writeFile(
      join(folder, 'any.yaml'),
      team.replace(/, account: "\d+"/, '').replaceAll('111122223333', '999988887777'),
    );
    const bucket = 'harvest-yields-data-999988887777-euc1';
    for (const thing of [`arn:aws:s3:::${bucket}/a.csv`, `s3://${bucket}/a.csv`]) {
      expect(await told('omar', 's3:GetObject', thing, 'any.yaml')).toMatchObject({ code: 0, answer: 'yes' });
      expect(await told('omar', 's3:PutObject', thing, 'any.yaml')).toMatchObject({ code: 1, answer: 'no' });
    }
  });

  test.each([
    [
      'omar',
      'sagemaker:CreateApp',
      'arn:aws:sagemaker:eu-central-1:111122223333:app/d-abc123def456/omar/JupyterLab/default',
      0,
    ],
    [
      'omar',
      'sagemaker:CreateApp',
      'arn:aws:sagemaker:eu-central-1:111122223333:app/d-abc123def456/lena/JupyterLab/default',
      1,
    ],
    [
      'omar',
      'sagemaker:DescribeTrainingJob',
      'arn:aws:sagemaker:eu-central-1:111122223333:training-job/harvest--yields--t-9',
      0,
    ],
    [
      'omar',
      'sagemaker:DescribeTrainingJob',
      'arn:aws:sagemaker:eu-central-1:111122223333:training-job/harvest--prices--t-9',
      1,
    ],
    ['omar', 'codecommit:GitPull', 'arn:aws:codecommit:eu-central-1:111122223333:harvest-yields', 0],
    ['omar', 'codecommit:GitPull', 'arn:aws:codecommit:eu-central-1:111122223333:harvest-prices', 1],
    [
      'omar',
      'ssm:GetParameter',
      'arn:aws:ssm:eu-central-1:111122223333:parameter/harvest/projects/yields/warehouse',
      0,
    ],
    ['omar', 'iam:PassRole', 'arn:aws:iam::111122223333:role/harvest-jobs-yields', 0],
    ['omar', 'iam:PassRole', 'arn:aws:iam::111122223333:role/harvest-person-lena', 1],
    ['omar', 'iam:PassRole', 'arn:aws:iam::111122223333:role/harvest-flows-yields', 1],
    ['omar', 's3:GetObject', 'arn:aws:s3:::harvest-yields-sandboxes-111122223333-euc1/omar/a.ipynb', 0],
    ['omar', 's3:GetObject', 'arn:aws:s3:::harvest-yields-sandboxes-111122223333-euc1/lena/a.ipynb', 1],
    ['omar', 's3:GetObject', 'arn:aws:s3:::harvest-yields-sandboxes-111122223333-euc1/omarion/a.ipynb', 1],
    ['omar', 's3:GetObject', 'arn:aws:s3:::harvest-prices-data-111122223333-euc1/a.csv', 1],
    ['omar', 'sts:GetServiceBearerToken', '*', 1],
  ])('%s %s %s: exit %i', async (person, operation, thing, code) => {
    expect((await why(person, operation, thing)).code).toBe(code);
  });
});

describe('atelier why on this machine', () => {
  test('lets the access table decide, says so, and tries changes as well', async () => {
    const yes = await told('omar', 'data.read', 'yields', 'here.yaml');
    const no = await told('omar', 'data.write', 'yields', 'here.yaml');
    expect([yes.code, yes.answer, yes.ground, yes.requests]).toEqual([0, 'yes', 'this machine', []]);
    expect([no.code, no.changes[0].changes, no.changes[0].monthlyUsd]).toEqual([
      1,
      ['people.omar.role: data-engineer'],
      null,
    ]);
    expect(no.notes[0]).toMatch(/access table decides/);
  });

  test('asks nothing of AWS', async () => {
    const { code, err } = await why('omar', 's3:GetObject', 'data of yields', 'here.yaml');
    expect([code, err]).toEqual([1, expect.stringMatching(/`aws` section/)]);
  });
});

describe('a question that is not understood', () => {
  test.each([
    [[], /a person, an action and a thing/],
    [['omar'], /a person, an action and a thing/],
    [['omar', 's3:GetObject'], /a person, an action and a thing/],
    [['omarr', 'data.read'], /"omarr".*\n.*Write omar/s],
    [['omar', 'data.wirte'], /"data\.wirte".*\n.*Write data\.write/s],
    [['omar', 's3:*', 'yields'], /stands for many operations/],
    [['omar', 'data.read', 'yeelds'], /"yeelds" names nothing.*\n.*yields/s],
    [['omar', 'data.read', 'tracking of yields'], /nothing that can be done/],
    [['omar', 'data.read', 'yields', '--from', 'moon'], /"moon" is no place/],
    [['omar', 'space.open', 'space', '--from', 'job'], /belongs to no project/],
    [['omar', 'data.read', 's3://other/x'], /belongs to nothing of the file/],
    [['omar', 'kms:Decrypt', 'yields'], /which of its things at AWS is meant is not known/],
    [['omar', 'data.read', 'yields', 'no.yaml'], /no\.yaml/],
  ])('%j is a problem with what is accepted', async (question, words) => {
    const { code, out, err } = await why(...question);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
  });
});
