import { readFileSync } from 'node:fs';
import { putIdentityCenter, type SimulatedAccount, startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateAppCommand } from '@aws-sdk/client-sagemaker';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { AwsWorkspace } from '../../aws/src/stacks/ground.ts';
import { example } from '../../aws/test/example.ts';
import { destroy } from '../src/destroy/destroy.ts';
import type { DestroyGround } from '../src/destroy/destroy-ground.ts';
import { destroyPlan } from '../src/destroy/destroy-plan.ts';
import { readDestroyGround } from '../src/destroy/read-destroy-ground.ts';
import { skippedTime, type Waiting } from '../src/destroy/waiting.ts';
import { type AccountClients, accountClients } from '../src/read/account-clients.ts';
import { endpointLogs } from '../src/read/endpoint-logs.ts';
import { assignPeople } from '../src/sign-in/assign-people.ts';

const stacks = [
  'network',
  'foundation',
  'project-sales-forecasting',
  ...['01', '03', '12', '15'].map((n) => `people-${n}`),
];
const assets = 'cdk-assets';

/** The example in an account of the rehearsal, with an app that runs, an endpoint and files in a bucket. */
export interface AcmeAccount {
  readonly simulated: SimulatedAccount;
  readonly clients: AccountClients;
  readonly workspace: AwsWorkspace;
  /** Contents of the account when nobody has touched it yet. */
  readonly found: DestroyGround;
  readonly domain: string;
}

/** Time that passes when somebody sleeps, and takes none. */
export function sleepless(): Waiting & { sleeps(): number } {
  const time = skippedTime();
  let count = 0;
  return {
    ...time,
    sleep: async (ms) => {
      count += 1;
      await time.sleep(ms);
    },
    sleeps: () => count,
  };
}

let built: ReturnType<typeof builtAccount> | undefined;

export async function acmeAccount(): Promise<AcmeAccount> {
  built ??= builtAccount();
  const { world, workspace, found } = await built;
  const simulated = await startSimulatedAccount({ world: world.copy() });
  return { simulated, clients: clientsOf(simulated, workspace), workspace, found, domain: found.domains[0]?.id ?? '' };
}

async function builtAccount() {
  const simulated = await startSimulatedAccount();
  const workspace = await example('acme');
  putIdentityCenter(simulated.world, { users: workspace.people.map(({ signInName }) => signInName) });
  const clients = clientsOf(simulated, workspace);
  await prepare(clients);
  await deployAcme(simulated, clients);
  const { domains } = await readDestroyGround(workspace, clients);
  await assignPeople(workspace, domains[0]?.application ?? '', clients);
  await work(domains[0]?.id ?? '', simulated, clients);
  const found = await readDestroyGround(workspace, clients);
  await simulated.close();
  return { world: simulated.world, workspace, found };
}

/** Makes in an account what the CDK needs there. */
export async function prepare(clients: AccountClients): Promise<void> {
  await clients.s3.send(new CreateBucketCommand({ Bucket: assets }));
  await new SSMClient({ region: clients.region }).send(
    new PutParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30' }),
  );
}

/** The example's stacks. */
export async function deployAcme(simulated: SimulatedAccount, clients: AccountClients): Promise<void> {
  for (const stack of stacks) {
    const template = readFileSync(new URL(`../../aws/test/golden/acme/acme-${stack}.json`, import.meta.url), 'utf8');
    await createStack({ stack: `acme-${stack}`, template, workspace: 'acme' }, simulated, clients);
  }
}

/** Clients of the workspace's operator. */
export function clientsOf({ url, signIn }: SimulatedAccount, workspace: AwsWorkspace): AccountClients {
  signIn(`${workspace.name}-operator`);
  process.env.AWS_ENDPOINT_URL = url;
  process.env.AWS_ACCESS_KEY_ID = 'AKIDREHEARSAL';
  process.env.AWS_SECRET_ACCESS_KEY = 'not-a-secret';
  return accountClients(workspace);
}

export interface StackToCreate {
  readonly stack: string;
  readonly template: string;
  /** For the tag that says whose it is. */
  readonly workspace: string;
}

export async function createStack(
  { stack: StackName, template: Body, workspace }: StackToCreate,
  { url }: SimulatedAccount,
  { cloudFormation, s3 }: AccountClients,
): Promise<void> {
  const Key = `${StackName}.json`;
  await s3.send(new PutObjectCommand({ Bucket: assets, Key, Body }));
  const Tags = [{ Key: 'atelier:workspace', Value: workspace }];
  const source = { TemplateURL: `${url}/${assets}/${Key}`, Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
  await cloudFormation.send(new CreateStackCommand({ StackName, Tags, ...source }));
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  if (stack?.StackStatus !== 'CREATE_COMPLETE') throw new Error(`${StackName}: ${stack?.StackStatusReason}`);
}

/** Makes in an account the things that people and their flows make, which no stack has. */
export async function work(
  DomainId: string,
  { world }: SimulatedAccount,
  { sageMaker, s3 }: AccountClients,
): Promise<void> {
  const ResourceSpec = { InstanceType: 'ml.t3.medium' as const };
  const app = { DomainId, SpaceName: 'july', AppType: 'JupyterLab' as const, AppName: 'default', ResourceSpec };
  await sageMaker.send(new CreateAppCommand(app));
  const name = 'acme--sales-forecasting--daily';
  const variant = { VariantName: 'all', ModelName: name, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 2 };
  const Tags = tagsOf(world);
  put(world, 'AWS::SageMaker::Endpoint', name, { EndpointName: name, EndpointConfigName: name, Tags });
  put(world, 'AWS::SageMaker::EndpointConfig', name, { EndpointConfigName: name, ProductionVariants: [variant], Tags });
  put(world, 'AWS::SageMaker::Model', name, { ModelName: name, Tags });
  put(world, 'AWS::Logs::LogGroup', endpointLogs(name), { LogGroupName: endpointLogs(name) });
  const group = 'acme--sales-forecasting--models';
  for (const version of [1, 2])
    put(
      world,
      'AWS::SageMaker::ModelPackage',
      `arn:aws:sagemaker:eu-central-1:123456789012:model-package/${group}/${version}`,
      {
        ModelPackageGroupName: group,
      },
    );
  const server = { TrackingServerName: 'acme--sales-forecasting--old', TrackingServerSize: 'Medium', Tags };
  put(world, 'AWS::SageMaker::MlflowTrackingServer', server.TrackingServerName, server);
  const Bucket = 'acme-sales-forecasting-data-123456789012-euc1';
  putRunning(world);
  for (const Key of ['sales.csv', 'sales.csv']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'day,units' }));
}

/** One of each kind of what people and their flows leave running; the training job stands in the network. */
function putRunning(world: World): void {
  const { resources } = world;
  const RoleArn = resources.list('AWS::IAM::Role').find(({ id }) => id === 'acme-jobs-sales-forecasting')
    ?.attributes.Arn;
  const Subnets = resources.list('AWS::EC2::Subnet').map(({ id }) => id);
  const group = resources.list('AWS::EC2::SecurityGroup').find(({ stack }) => stack === 'acme-network')?.id ?? '';
  const named = (kind: string, name: string, properties: Resource['properties']) =>
    put(world, `AWS::SageMaker::${kind}`, name, { [`${kind}Name`]: name, Tags: tagsOf(world), ...properties });
  const as = { RoleArn: RoleArn ?? '' };
  const job = 'acme--sales-forecasting--train';
  const training = named('TrainingJob', job, { ...as, VpcConfig: { Subnets, SecurityGroupIds: [group] } });
  const inNetwork = { SubnetId: Subnets[0] ?? '', GroupSet: [group], Description: `for ${job}` };
  put(world, 'AWS::EC2::NetworkInterface', 'eni-train', inNetwork, training.id);
  named('ProcessingJob', 'acme--sales-forecasting--prepare', as);
  named('TransformJob', 'acme--sales-forecasting--batch', { ModelName: 'acme--sales-forecasting--daily' });
  named('HyperParameterTuningJob', 'acme--sales-forecasting--tune', { TrainingJobDefinition: as });
  named('AutoMLJob', 'acme--sales-forecasting--auto', as);
  named('Pipeline', 'acme--sales-forecasting--nightly', as);
  const execution = `arn:aws:sagemaker:eu-central-1:123456789012:pipeline/acme--sales-forecasting--nightly/execution/1`;
  put(world, 'AWS::SageMaker::PipelineExecution', execution, { PipelineName: 'acme--sales-forecasting--nightly' });
  named('NotebookInstance', 'acme--sales-forecasting--old', { ...as, InstanceType: 'ml.t3.medium' });
  named('MonitoringSchedule', 'acme--sales-forecasting--watch', { EndpointName: 'acme--sales-forecasting--daily' });
}

/** Tags that a person's things carry: those of the role that makes them. */
export function tagsOf({ resources }: World): readonly { readonly Key: string; readonly Value: string }[] {
  const [bucket] = resources
    .list('AWS::S3::Bucket')
    .filter(({ id }) => /^acme-sales-forecasting-data-.*-euc1$/.test(id));
  return ['atelier:workspace', 'atelier:id'].map((key) => {
    const tags = (bucket?.properties.Tags ?? []) as readonly { Key: string; Value: string }[];
    return { Key: key, Value: tags.find(({ Key }) => Key === key)?.Value ?? '' };
  });
}

/** Deletes the domain, keeps its home folders, and goes no further; somebody has made an access point of the domain's. */
export async function keepHomes({
  workspace,
  clients,
  simulated,
}: Pick<AcmeAccount, 'workspace' | 'clients' | 'simulated'>): Promise<void> {
  const keeping = { ...workspace, studio: { ...workspace.studio, homeFolders: 'keep' as const } };
  const account = await readDestroyGround(keeping, clients);
  const steps = destroyPlan(account, keeping, { stores: 'delete' });
  const last = steps.findIndex(({ action }) => action.kind === 'domain');
  await destroy(steps.slice(0, last + 1), clients, () => undefined, sleepless());
  const [system] = account.fileSystems;
  put(simulated.world, 'AWS::EFS::AccessPoint', 'fsap-1', {
    FileSystemId: system?.id ?? '',
    AccessPointTags: [{ Key: 'ManagedByAmazonSageMakerResource', Value: `x/${system?.domain}` }],
  });
}

/** Puts a thing there that no stack and no call made; gives it to who wants to take it away again. */
export function put(
  { resources, clock }: World,
  type: string,
  id: string,
  properties: Resource['properties'],
  madeBy: string | null = null,
): Resource {
  const rest = { attributes: {}, stack: null, logicalId: null, createdMs: clock.nowMs(), status: null };
  const resource = { type, id, properties, madeBy, ...rest };
  resources.put(resource);
  return resource;
}

type Resource = ReturnType<World['resources']['list']>[number];
