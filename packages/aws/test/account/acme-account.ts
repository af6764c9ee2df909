import { readFileSync } from 'node:fs';
import { type StandIn, startStandIn } from '@atelier/rehearsal';
import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateAppCommand } from '@aws-sdk/client-sagemaker';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type AccountClients, accountClients } from '../../src/account/account-clients.ts';
import { readAccount } from '../../src/account/read-account.ts';
import type { Waiting } from '../../src/account/waiting.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { example } from '../example.ts';

const stacks = [
  'network',
  'foundation',
  'project-sales-forecasting',
  ...['01', '03', '12', '15'].map((n) => `people-${n}`),
];
const assets = 'cdk-assets';

/** The example in an account of the rehearsal, with an app that runs, an endpoint and files in a bucket. */
export interface AcmeAccount {
  readonly standIn: StandIn;
  readonly clients: AccountClients;
  readonly workspace: AwsWorkspace;
  readonly domain: string;
}

/** Time that passes when somebody sleeps, and takes none. */
export function sleepless(): Waiting & { sleeps(): number } {
  let nowMs = 0;
  let count = 0;
  return {
    nowMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
      count += 1;
    },
    sleeps: () => count,
  };
}

export async function acmeAccount(): Promise<AcmeAccount> {
  const standIn = await startStandIn();
  const clients = clientsOf(standIn);
  const workspace = await example('acme');
  await clients.s3.send(new CreateBucketCommand({ Bucket: assets }));
  await new SSMClient({ region: clients.region }).send(
    new PutParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30' }),
  );
  for (const stack of stacks) await createStack(`acme-${stack}`, standIn, clients);
  const { domains } = await readAccount(workspace, clients);
  const domain = domains[0]?.id ?? '';
  await work(domain, standIn, clients);
  return { standIn, clients, workspace, domain };
}

function clientsOf({ url }: StandIn): AccountClients {
  process.env.AWS_ENDPOINT_URL = url;
  process.env.AWS_ACCESS_KEY_ID = 'AKIDREHEARSAL';
  process.env.AWS_SECRET_ACCESS_KEY = 'not-a-secret';
  return accountClients('eu-central-1');
}

async function createStack(StackName: string, { url }: StandIn, { cloudFormation, s3 }: AccountClients): Promise<void> {
  const Key = `${StackName}.json`;
  const Body = readFileSync(new URL(`../golden/acme/${Key}`, import.meta.url));
  await s3.send(new PutObjectCommand({ Bucket: assets, Key, Body }));
  const Tags = [{ Key: 'atelier:workspace', Value: 'acme' }];
  const source = { TemplateURL: `${url}/${assets}/${Key}`, Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
  await cloudFormation.send(new CreateStackCommand({ StackName, Tags, ...source }));
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  if (stack?.StackStatus !== 'CREATE_COMPLETE') throw new Error(`${StackName}: ${stack?.StackStatusReason}`);
}

/** What people and their flows make, which no stack has. */
async function work(DomainId: string, { world }: StandIn, { sageMaker, s3 }: AccountClients): Promise<void> {
  const ResourceSpec = { InstanceType: 'ml.t3.medium' as const };
  const app = { DomainId, SpaceName: 'july', AppType: 'JupyterLab' as const, AppName: 'default', ResourceSpec };
  await sageMaker.send(new CreateAppCommand(app));
  for (const [kind, property] of [
    ['Endpoint', 'EndpointName'],
    ['EndpointConfig', 'EndpointConfigName'],
    ['Model', 'ModelName'],
  ] as const) {
    const id = 'acme--sales-forecasting--daily';
    world.resources.put({
      ...{ type: `AWS::SageMaker::${kind}`, id, properties: { [property]: id }, attributes: {}, status: null },
      ...{ stack: null, logicalId: null, createdMs: world.clock.nowMs(), madeBy: null },
    });
  }
  const Bucket = 'acme-sales-forecasting-data-123456789012-euc1';
  for (const Key of ['sales.csv', 'sales.csv']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'day,units' }));
}
