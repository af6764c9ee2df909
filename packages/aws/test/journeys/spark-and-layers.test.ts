import { type EvaluatedStack, evaluate } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';
import { documentsIn } from './documents-in.ts';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const sparky = written(`workspace: sparky
aws: { region: eu-west-1 }
bigData: { emr: serverless, engine: spark }
people: { ada: { role: lead-data-scientist }, eng: { role: data-engineer } }
projects: { lake: { members: [ada, eng] } }`);
const stacks = evaluate((await synthesise(sparky)).stacks, place);

function brokenWithout(sid: string, where: RegExp) {
  const draft = structuredClone(stacks) as EvaluatedStack[];
  let taken = 0;
  for (const { name, statements } of documentsIn(draft)) {
    const at = where.test(name) ? statements.findIndex(({ Sid }) => Sid === sid) : -1;
    if (at >= 0) taken += statements.splice(at, 1).length;
  }
  expect(taken).toBeGreaterThan(0);
  return proveJourneys(sparky, draft, place).broken;
}

test('people and jobs of a workspace with Spark get to the end of everything', () => {
  expect(proveJourneys(sparky, stacks, place).broken).toEqual([]);
});

describe('a door that is gone is named:', () => {
  test.each([
    ['sending a run', 'RunSpark', /member|lake--/, { journey: 'job.run on project lake', call: /StartJobRun/ }],
    [
      'giving a run its project',
      'MarkSpark',
      /member|lake--/,
      { journey: 'job.run on project lake', call: /TagResource/ },
    ],
    ['seeing a run', 'SeeSpark', /member|lake--/, { journey: 'job.see on project lake', call: /GetJobRun/ }],
    [
      'the logs of drivers and executors',
      'SparkLogs',
      /jobs-lake/,
      { who: 'Spark jobs of lake', call: /logs:CreateLogStream/ },
    ],
    [
      'finding their group',
      'FindSparkLogs',
      /jobs-lake/,
      { who: 'Spark jobs of lake', call: /logs:DescribeLogGroups/ },
    ],
    ['reading data', 'ReadObjects', /jobs-lake/, { who: 'Spark jobs of lake', call: /s3:GetObject/ }],
    ['layers of images', 'ReadImageLayers', /S3/, { who: 'ECR', call: /starport-layer-bucket/ }],
  ] as const)('%s', (_, sid, where, { call, ...expected }) => {
    const broken = brokenWithout(sid, where);
    expect(broken).toContainEqual(expect.objectContaining({ ...expected, call: expect.stringMatching(call) }));
  });

  test('the endpoint by which runs are sent', () => {
    const draft = stacks.map((stack) => ({
      ...stack,
      resources: stack.resources.filter(
        ({ properties }) => !String(properties.ServiceName).endsWith('.emr-serverless'),
      ),
    }));
    const { broken } = proveJourneys(sparky, draft, place);
    expect(broken.map(({ fix }) => fix)).toContain('Add the endpoint emr-serverless.');
  });
});
