import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const example = join(import.meta.dirname, '../../../../examples/company/atelier.yaml');
const who = 'arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker';
const data = 'arn:aws:s3:::harvest-yields-data-111122223333-euc1';
const begin = 'An error occurred (AccessDenied) when calling the PutObject operation:';
const message = `${begin} User: ${who} is not authorized to perform: s3:PutObject on resource: "${data}/a.csv" because no identity-based policy allows the s3:PutObject action`;
const allowed = message.replaceAll('PutObject', 'GetObject');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-denied-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function denied(input: string | Uint8Array, ...args: string[]) {
  const io = {
    ...recordingIo(folder),
    input: async function* () {
      yield typeof input === 'string' ? Buffer.from(input) : input;
    },
  };
  const code = await run(['why', '--denied', '-', '--file', example, ...args], io);
  return { code, ...io.said };
}

describe('atelier why --denied', () => {
  test('answers a message that is pasted: who, which row, what decides, and a change that turns it', async () => {
    const { code, out } = await denied(`Traceback (most recent call last):\n  File "<stdin>"\n${message}\n`);
    expect(code).toBe(1);
    expect(out).toContain(`omar was refused s3:PutObject on ${data}/a.csv.`);
    expect(out).toContain('The file refuses it as AWS did.');
    expect(out).toContain('data.write on project yields is refused by the access table');
    expect(out).toContain('people.omar.role: data-engineer');
  });

  test('says where the account and the file do not agree, and exits with 0 as the file allows it', async () => {
    const { code, out } = await denied(allowed);
    expect(code).toBe(0);
    expect(out).toMatch(/The file allows it: .*atelier deploy.*--drift/);
  });

  test('is one JSON document of the promised shape', async () => {
    const { code, out } = await denied(message, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        workspace: 'harvest',
        answers: [
          {
            count: 1,
            who: 'omar',
            person: 'omar',
            operation: 's3:PutObject',
            resource: `${data}/a.csv`,
            told: { verdict: 'denied', by: 'identity', isExplicit: false, policy: null, place: null },
            from: { kind: 'usual' },
            answer: expect.objectContaining({ answer: 'no', requests: expect.any(Array), rows: expect.any(Array) }),
            agrees: true,
            meaning: 'The file refuses it as AWS did.',
            changes: expect.arrayContaining([
              expect.objectContaining({ changes: ['people.omar.role: data-engineer'] }),
            ]),
            noChange: null,
          },
        ],
        untold: [],
        passed: 0,
        records: 0,
        damaged: 0,
        others: 0,
        left: 0,
      },
    ]);
  });

  test('reads files of CloudTrail as they lie in a bucket', async () => {
    const record = {
      eventName: 'PutObject',
      eventSource: 's3.amazonaws.com',
      errorCode: 'AccessDenied',
      errorMessage: message.slice(begin.length + 1),
      userIdentity: { type: 'AssumedRole', arn: who },
      sourceIPAddress: '10.10.0.9',
      vpcEndpointId: 'vpce-1',
    };
    const { code, out } = await denied(gzipSync(JSON.stringify({ Records: [record, record] })));
    expect(code).toBe(1);
    expect(out).toMatch(/^2 times: omar was refused s3:PutObject/m);
    expect(out).toContain('Read: 2 records.');
  });

  test('offers the instance type that a record tells, where the file limits them', async () => {
    const job = 'arn:aws:sagemaker:eu-central-1:111122223333:training-job/harvest--yields--t1';
    const record = {
      eventName: 'CreateTrainingJob',
      eventSource: 'sagemaker.amazonaws.com',
      errorCode: 'AccessDeniedException',
      errorMessage: `User: ${who} is not authorized to perform: sagemaker:CreateTrainingJob on resource: ${job} with an explicit deny in an identity-based policy`,
      userIdentity: { type: 'AssumedRole', arn: who },
      sourceIPAddress: '10.10.0.9',
      requestParameters: {
        resourceConfig: { instanceType: 'ml.p3.2xlarge' },
        vpcConfig: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
        tags: [
          { key: 'atelier:workspace', value: 'harvest' },
          { key: 'atelier:project', value: 'yields' },
        ],
      },
    };
    const limited = join(folder, 'limited.yaml');
    await writeFile(limited, `${await readFile(example, 'utf8')}\nlimits: { instances: ["ml.m5.*", "ml.t3.*"] }\n`);
    const { out } = await denied(JSON.stringify(record), '--file', limited);
    expect(out).toMatch(/The statement AllowedInstances of \S+ refuses it/);
    expect(out).toContain('limits.instances: add ml.p3.2xlarge');
  });

  test.each([
    [`${begin} Access Denied`, /PutObject failed\. AWS says neither who was refused nor what/],
    ['Encoded authorization failure message: abc-DEF', /sts:DecodeAuthorizationMessage/],
    ['permission denied for relation sales', /database refused it and not AWS/],
    ['The security token included in the request is expired', /Sign in again/],
    ['Connect timeout on endpoint URL: "https://sts.eu-central-1.amazonaws.com/"', /has an endpoint for sts/],
    [
      'Could not connect to the endpoint URL: "https://glue.eu-central-1.amazonaws.com/"',
      /no endpoint of the network leads to glue/,
    ],
    [
      'Could not connect to the endpoint URL: "https://api.sagemaker.eu-central-1.amazonaws.com/"',
      /endpoint for sagemaker\.api/,
    ],
  ])('is honest about "%s"', async (text, words) => {
    const { code, out } = await denied(text);
    expect(code).toBe(1);
    expect(out).toMatch(words);
    expect(out).not.toContain('abc-DEF');
  });

  test.each([
    ['nothing', '', /tells of a refusal: no JSON/],
    ['a text of something else', 'hello secret-word', /Nothing in the input tells of a refusal/],
    ['JSON of something else', '{"a": "secret-word"}', /1 that are no records/],
    ['what is no text', new Uint8Array([1, 0, 2]), /no text in UTF-8/],
    ['half of a packed file', gzipSync('x'.repeat(100_000)).subarray(0, 40), /cannot be unpacked/],
  ])('refuses %s, and repeats nothing of it', async (_, input, words) => {
    const { code, out, err } = await denied(input);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
    expect(err).not.toContain('secret-word');
  });

  test('what a message holds besides is not shown, and what it says to a terminal is not obeyed', async () => {
    const text = `AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE https://x/?X-Amz-Signature=deadbeef ${message.replace('a.csv', 'a\u001b[2J.csv?X-Amz-Signature=deadbeef')}`;
    const { out } = await denied(text);
    expect(out).toContain('omar was refused');
    for (const secret of ['IQoJ', 'deadbeef', '\u001b']) expect(out).not.toContain(secret);
  });

  test.each([
    [['--denied', 'nowhere.json'], /nowhere\.json cannot be read: the system says ENOENT/],
    [['--denied', 'logs'], /logs is a folder/],
    [['omar', 'data.read', '--denied', '-'], /only the workspace file may stand beside it/],
    [['--denied', '-', '--from', 'browser'], /only the workspace file may stand beside it/],
  ])('%j is a problem', async (args, words) => {
    await mkdir(join(folder, 'logs'), { recursive: true });
    const io = recordingIo(folder);
    const code = await run(['why', ...args, '--file', example], io);
    expect([code, io.said.out]).toEqual([1, '']);
    expect(io.said.err).toMatch(words);
  });

  test('reads a file by its path', async () => {
    await writeFile(join(folder, 'message.txt'), allowed);
    const io = recordingIo(folder);
    expect(await run(['why', '--denied', 'message.txt', example], io)).toBe(0);
  });
});
