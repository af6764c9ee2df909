import { SageMaker } from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, openAccount } from '../simulated-account/open-account.ts';
import { has } from './has.ts';

let account: Account;
let client: SageMaker;
beforeEach(async () => {
  account = await openAccount();
  client = new SageMaker(account.client);
});
afterEach(() => account.close());

const arn = 'arn:aws:sagemaker:eu-central-1:123456789012';

describe('an endpoint', () => {
  const machines = { VariantName: 'all', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 2 };
  const serverless = {
    VariantName: 'rest',
    ModelName: 'm',
    ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
  };

  test('tells its configuration, and how many machines each of its variants has', async () => {
    has(account.world, 'AWS::SageMaker::EndpointConfig', 'c', { ProductionVariants: [machines, serverless] });
    has(account.world, 'AWS::SageMaker::Endpoint', 'e', { EndpointName: 'e', EndpointConfigName: 'c' });
    const endpoint = await client.describeEndpoint({ EndpointName: 'e' });
    expect(endpoint).toMatchObject({ EndpointArn: `${arn}:endpoint/e`, EndpointConfigName: 'c' });
    expect(endpoint.ProductionVariants).toEqual([
      { VariantName: 'all', CurrentInstanceCount: 2, DesiredInstanceCount: 2 },
      { VariantName: 'rest' },
    ]);
    expect(await client.describeEndpointConfig({ EndpointConfigName: 'c' })).toMatchObject({
      ...{ EndpointConfigName: 'c', EndpointConfigArn: `${arn}:endpoint-config/c`, CreationTime: expect.any(Date) },
      ProductionVariants: [machines, serverless],
    });
  });

  test('is there without its configuration, and what is not there is said with its ARN', async () => {
    has(account.world, 'AWS::SageMaker::Endpoint', 'e', { EndpointName: 'e', EndpointConfigName: 'gone' });
    expect(await client.describeEndpoint({ EndpointName: 'e' })).toMatchObject({ ProductionVariants: [] });
    await expect(client.describeEndpointConfig({ EndpointConfigName: 'gone' })).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Could not find endpoint configuration "${arn}:endpoint-config/gone".`,
    });
    await expect(client.describeEndpoint({ EndpointName: 'none' })).rejects.toMatchObject({
      message: `Could not find endpoint "${arn}:endpoint/none".`,
    });
  });
});

test('a space that is there is described with its owner, in the words of the service', async () => {
  const owner = {
    OwnershipSettings: { OwnerUserProfileName: 'july' },
    SpaceSharingSettings: { SharingType: 'Private' },
  };
  has(account.world, 'AWS::SageMaker::Space', 's', { DomainId: 'd', SpaceName: 's', ...owner });
  expect(await client.describeSpace({ DomainId: 'd', SpaceName: 's' })).toMatchObject({ SpaceName: 's', ...owner });
});
