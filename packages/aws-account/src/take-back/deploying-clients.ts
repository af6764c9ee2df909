import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountPlace } from './literal-properties.ts';

/** A stack as the cloud assembly has it deployed. */
export interface DeployedAs {
  /** Role that changes the stack; null: the caller does. */
  readonly deployRole: string | null;
  readonly externalId: string | null;
  /** Role that CloudFormation acts as; null: the deploying one. */
  readonly executionRole: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly properties?: StackProperties }>>;
}

interface StackProperties {
  readonly stackName?: string;
  readonly assumeRoleArn?: string;
  readonly assumeRoleExternalId?: string;
  readonly cloudFormationExecutionRoleArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The way in which the CDK deploys a stack of an assembly, with the names of the place filled in. */
export async function deployedAs(folder: string, stack: string, place: AccountPlace): Promise<DeployedAs> {
  const { artifacts }: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const { properties = {} } = artifacts[stack] ?? {};
  const filled = (text: string | undefined) => (text === undefined ? null : withPlace(text, place));
  return {
    deployRole: filled(properties.assumeRoleArn),
    externalId: properties.assumeRoleExternalId ?? null,
    executionRole: filled(properties.cloudFormationExecutionRoleArn),
    tags: properties.tags ?? {},
  };
}

function withPlace(text: string, { partition, account, region }: AccountPlace): string {
  const values = { Partition: partition, AccountId: account, Region: region };
  return Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`\${AWS::${name}}`, value), text);
}

/** CloudFormation as the role that the CDK deploys a stack with. */
export async function deployingClient(
  { deployRole: RoleArn, externalId }: DeployedAs,
  { region }: AccountPlace,
): Promise<CloudFormationClient> {
  const settings = { region, maxAttempts: 6 };
  if (RoleArn === null) return new CloudFormationClient(settings);
  const asked = {
    RoleArn,
    RoleSessionName: 'atelier-deploy',
    ...(externalId === null ? {} : { ExternalId: externalId }),
  };
  const { Credentials: given } = await new STSClient(settings).send(new AssumeRoleCommand(asked));
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken,
  } = given ?? {};
  return new CloudFormationClient({
    ...settings,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  });
}
