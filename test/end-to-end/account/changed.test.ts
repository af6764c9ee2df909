import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OperatorDesk, operatorDesk, smallFile, yes } from './operator-desk.ts';

const deploy = ['deploy', ...yes, '--json'];
const withTags = (tags: string) => smallFile.replace('eu-central-1 }', `eu-central-1, tags: ${tags} }`);

let account: OperatorDesk;
beforeAll(async () => {
  account = await operatorDesk();
});
afterAll(() => account.close());

/** Types of resources that AWS makes anew when one of their tags changes, and cannot under the same name. */
const lasting = ['Domain', 'UserProfile', 'StudioLifecycleConfig'].map((kind) => `AWS::SageMaker::${kind}`);

test('a change of the tags in the file reaches what can take it, and makes nothing anew', async () => {
  account.write(withTags('{ team: blue }'));
  expect(await account.atelierHere(deploy)).toMatchObject({ code: 0 });
  const { resources } = account.simulated.world;
  const before = lasting.flatMap((type) => resources.list(type));
  account.write(withTags('{ team: green, cost-centre: "7" }'));
  const { code, out } = await account.atelierHere(deploy);
  expect({ code, out: JSON.parse(out) }).toMatchObject({ code: 0, out: { unchanged: [] } });
  expect(lasting.flatMap((type) => resources.list(type))).toEqual(before);
  expect(before.map(({ type }) => type)).toEqual(expect.arrayContaining(lasting));
  const [bucket] = resources.list('AWS::S3::Bucket').filter(({ stack }) => stack === 'acme-project-sales');
  expect(bucket?.properties.Tags).toEqual(expect.arrayContaining([{ Key: 'team', Value: 'green' }]));
});
