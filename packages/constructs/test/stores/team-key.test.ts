import { beforeAll, describe, expect, test } from 'vitest';
import { TeamKey } from '../../src/stores/team-key.ts';
import { ask, type Question, stranger } from '../network/ask.ts';
import { account, type Deployed, deployed, ofType, region } from '../network/deployed.ts';

const arn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const via = (service: string) => ({
  'kms:ViaService': `${service}.${region}.amazonaws.com`,
  'kms:CallerAccount': account,
});

let resources: Record<string, Deployed>;

beforeAll(() => {
  resources = deployed((stack) => {
    new TeamKey(stack, 'Key', { alias: 'alias/acme', publishers: ['budgets.amazonaws.com', 'events.amazonaws.com'] });
  });
});

function policy() {
  return ofType(resources, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy as { Statement: Record<string, unknown>[] };
}

function asked(question: Partial<Question>) {
  return ask({ action: 'kms:Decrypt', resource: arn, resourcePolicy: policy(), ...question });
}

describe('the key', () => {
  test('rotates, outlives its stack and can be had back for 30 days', () => {
    expect(ofType(resources, 'AWS::KMS::Key')).toMatchObject([
      {
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: { EnableKeyRotation: true, PendingWindowInDays: 30 },
      },
    ]);
    expect(ofType(resources, 'AWS::KMS::Alias')).toMatchObject([{ Properties: { AliasName: 'alias/acme' } }]);
  });

  test.each(['s3', 'sagemaker', 'redshift', 'codeartifact', 'codecommit', 'elasticfilesystem', 'ssm'])(
    'is used through %s by those whom IAM lets',
    async (service) => {
      expect(await asked({ context: via(service) })).toBe('Allowed');
    },
  );

  test('is used by nobody whom IAM does not let', async () => {
    const allowed = { action: 's3:*', resource: '*' };
    expect(await asked({ allowed, context: via('s3') })).not.toBe('Allowed');
    expect(await asked({ allowed, action: 'kms:PutKeyPolicy' })).not.toBe('Allowed');
  });

  test('is not used directly, nor through other services, even where IAM allows everything', async () => {
    expect(await asked({ context: { 'kms:CallerAccount': account } })).not.toBe('Allowed');
    expect(await asked({ context: via('dynamodb') })).not.toBe('Allowed');
  });

  test('is not used by another account', async () => {
    const context = { ...via('s3'), 'kms:CallerAccount': '999988887777' };
    expect(await asked({ principal: stranger, context })).not.toBe('Allowed');
  });

  test('is lent to services and not to people', async () => {
    const grant = { action: 'kms:CreateGrant' };
    const context = { 'kms:CallerAccount': account };
    expect(await asked({ ...grant, context: { ...context, 'kms:GrantIsForAWSResource': 'true' } })).toBe('Allowed');
    expect(await asked({ ...grant, context: { ...context, 'kms:GrantIsForAWSResource': 'false' } })).not.toBe(
      'Allowed',
    );
  });

  test('is administered by those whom IAM lets, so that it is never out of reach', async () => {
    for (const action of ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:EnableKeyRotation', 'kms:TagResource']) {
      expect(await asked({ action })).toBe('Allowed');
    }
  });
});

describe('services on their own', () => {
  const statement = (sid: string) => policy().Statement.find(({ Sid }) => Sid === sid);

  test('no statement gives every action, or gives a service the key without asking for whom', () => {
    for (const { Action, Principal, Condition } of policy().Statement) {
      expect([Action].flat()).not.toContain('kms:*');
      if (Object.hasOwn(Principal as object, 'Service')) expect(Condition).toBeDefined();
    }
  });

  test('CloudWatch Logs uses it for log groups of this account', () => {
    expect(statement('LogGroupsOfThisAccount')).toMatchObject({
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:*` } },
    });
  });

  test.each(['budgets', 'events'])('%s writes to encrypted topics for this account', (publisher) => {
    expect(statement(`TopicsFor${publisher}`)).toMatchObject({
      Principal: { Service: `${publisher}.amazonaws.com` },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });
});
