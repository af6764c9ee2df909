import { describe, expect, test } from 'vitest';
import { answerTold } from '../../src/denied/answer-told.ts';
import { gather } from '../../src/denied/gather.ts';
import { synthesise } from '../../src/synthesise.ts';
import { askedAccount } from '../../src/why/asked-account.ts';
import { exampleFile } from '../example.ts';
import { withoutDeciders } from '../why/without-deciders.ts';
import { data, event, partsOf, refusal } from './trail.ts';

const workspace = await exampleFile('company/atelier.yaml');
const asked = askedAccount(workspace, (await synthesise(workspace)).stacks);
const object = `arn:aws:s3:::${data}/a.csv`;
const [because, deny] = ['because no identity-based policy allows the s3:X action', 'with an explicit deny in a'];

async function answered(record: Record<string, unknown>, account = asked) {
  const { told } = await gather(partsOf(JSON.stringify(record)), () => true);
  const [group] = told;
  if (group === undefined) throw new Error('Nothing was heard.');
  return answerTold(account, group);
}

const nowhere = { sourceIPAddress: undefined, vpcEndpointId: undefined };
const outside = { sourceIPAddress: '198.51.100.7', vpcEndpointId: undefined };

describe('a refusal beside the file', () => {
  test('that the file refuses too, with the row and the want of a statement', async () => {
    const told = await answered(refusal('s3:PutObject', object, because));
    expect(told).toMatchObject({ who: 'omar', person: 'omar', agrees: true, answer: { answer: 'no' } });
    expect(told.answer?.rows).toContainEqual(expect.objectContaining({ action: 'data.write', allowed: false }));
  });

  test('from outside, by the statement that is named; without it another wall is', async () => {
    const record = refusal('s3:GetObject', object, `${deny} resource-based policy`, outside);
    const told = await answered(record);
    expect(told).toMatchObject({ agrees: true, answer: { answer: 'no' } });
    const [request] = told.answer?.requests ?? [];
    if (request === undefined) throw new Error('Nothing was asked.');
    expect(request.decides.map(({ by }) => by)).toContain('resource');
    expect((await answered(record, withoutDeciders(asked, request))).answer?.answer).toBe('yes');
  });

  test('of which nobody told from where: only from outside would the file refuse it', async () => {
    const told = await answered(refusal('s3:GetObject', object, `${deny} resource-based policy`, nowhere));
    expect(told).toMatchObject({ agrees: true, from: { kind: 'address' }, answer: { answer: 'no' } });
    expect(told.meaning).toMatch(/asked from outside/);
  });

  test.each([
    [because, /what is deployed is another state of the file/],
    [`${deny} service control policy`, /policy of the organization/],
    [`${deny} session policy`, /begun with a policy of its own/],
    [`${deny} permissions boundary`, /boundary that every role gets/],
    [`${deny} VPC endpoint policy`, /another endpoint/],
  ])('that the file does not know: %s', async (reason, meaning) => {
    const told = await answered(refusal('s3:GetObject', object, reason));
    expect([told.agrees, told.answer?.answer]).toEqual([false, 'yes']);
    expect(told.meaning).toMatch(meaning);
  });

  test.each([
    ['other-person-omar', /no template of harvest makes that role/],
    ['harvest-person-gone', /nobody with the profile gone/],
    ['AWSReservedSSO_Admin_0123456789abcdef', /no template/],
  ])('of %s, who is not of the workspace, is not answered', async (role, meaning) => {
    const told = await answered(event({ errorCode: 'AccessDenied', errorMessage: 'Access Denied' }, role));
    expect([told.answer, told.agrees, told.person]).toEqual([null, null, null]);
    expect(told.meaning).toMatch(meaning);
  });

  test('of a role of that name in another account is not answered', async () => {
    const record = event({ errorCode: 'AccessDenied' });
    const other = JSON.parse(JSON.stringify(record).replaceAll('sts::111122223333', 'sts::999988887777'));
    expect((await answered(other)).meaning).toMatch(/of the account 999988887777/);
  });

  test.each([
    ['harvest-jobs-yields', 'jobs of yields'],
    ['harvest-serving-yields', 'model servers of yields'],
    ['harvest-studio', 'Studio'],
  ])('of %s is answered for %s', async (role, who) => {
    const told = await answered(
      event({ errorCode: 'AccessDenied', errorMessage: 'Access Denied', eventName: 'PutObject' }, role),
    );
    expect([told.who, told.person, told.answer?.answer]).toEqual([who, null, 'no']);
  });
});

describe('facts of a record', () => {
  const job = (parameters: Record<string, unknown>) =>
    event({
      eventSource: 'sagemaker.amazonaws.com',
      eventName: 'CreateTrainingJob',
      errorCode: 'AccessDeniedException',
      errorMessage: `User: arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker is not authorized to perform: sagemaker:CreateTrainingJob on resource: arn:aws:sagemaker:eu-central-1:111122223333:training-job/harvest--yields--train-1 ${deny}n identity-based policy`,
      requestParameters: parameters,
      resources: undefined,
    });
  const tags = [
    { key: 'atelier:workspace', value: 'harvest' },
    { key: 'atelier:project', value: 'yields' },
  ];
  const vpcConfig = { subnets: ['subnet-0123'], securityGroupIds: ['sg-0123'] };

  test('a job without a network is refused by the file, and one in a network is not for that', async () => {
    const without = await answered(job({ tags }));
    const inside = await answered(job({ tags, vpcConfig }));
    const walls = (told: typeof without) => told.answer?.requests[0]?.decides.map(({ statement }) => statement) ?? [];
    expect(without.answer?.answer).toBe('no');
    expect(walls(without).filter((one) => !walls(inside).includes(one)).length).toBeGreaterThan(0);
  });
});

describe('what passed', () => {
  test('as the file lets it is no news', async () => {
    expect(await answered(event())).toMatchObject({ agrees: true, told: { verdict: 'allowed' } });
  });

  test('although the file refuses it is told, with the statement', async () => {
    const told = await answered(event(outside));
    expect(told.agrees).toBe(false);
    expect(told.meaning).toMatch(/AWS let it pass, and the file refuses it: The statement InsideTheNetwork/);
  });
});
