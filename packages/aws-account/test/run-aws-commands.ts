import type { SimulatedAccount } from '@atelier/simulated-aws';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CodeCommitClient, DeleteRepositoryCommand } from '@aws-sdk/client-codecommit';
import { DeleteNamespaceCommand, RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMlflowAppCommand,
  DeleteMlflowTrackingServerCommand,
  DeleteModelPackageGroupCommand,
  DeleteSpaceCommand,
  DeleteUserProfileCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';

type Options = Readonly<Record<string, string>>;

/**
 * Carries out the commands of AWS' own tool that a text names, in their order but for profiles, which go last; each when
 * the one before has come to its end.
 */
export async function runAwsCommands(text: string, { url, world }: SimulatedAccount): Promise<readonly string[]> {
  const named = [...text.matchAll(/aws ([\w-]+ delete-[\w-]+)((?: --[\w-]+ [\w:/.-]+\w)+)/g)];
  const commands = named.map(([, command = '', options = '']) => ({ command, options: optionsIn(options) }));
  const ordered = commands.toSorted((one, other) => Number(isOfProfile(one)) - Number(isOfProfile(other)));
  const known = commandsAt(url);
  for (const { command, options } of ordered) {
    world.clock.advanceTo(world.clock.nowMs() + 3_600_000);
    await known[command]?.(options);
  }
  return ordered.map(({ command }) => command);
}

function isOfProfile({ command }: { readonly command: string }): boolean {
  return command.endsWith('user-profile');
}

function optionsIn(text: string): Options {
  return Object.fromEntries([...text.matchAll(/--([\w-]+) (\S+)/g)].map(([, name = '', value = '']) => [name, value]));
}

function commandsAt(endpoint: string): Readonly<Record<string, (options: Options) => Promise<unknown>>> {
  const credentials = { accessKeyId: 'AKIDREHEARSAL', secretAccessKey: 'not-a-secret' };
  const place = { endpoint, region: 'eu-central-1', credentials };
  const sageMaker = new SageMakerClient(place);
  return {
    'cloudformation delete-stack': ({ 'stack-name': StackName }) =>
      new CloudFormationClient(place).send(new DeleteStackCommand({ StackName })),
    'codecommit delete-repository': ({ 'repository-name': repositoryName }) =>
      new CodeCommitClient(place).send(new DeleteRepositoryCommand({ repositoryName })),
    'redshift-serverless delete-namespace': ({ 'namespace-name': namespaceName }) =>
      new RedshiftServerlessClient(place).send(new DeleteNamespaceCommand({ namespaceName })),
    's3api delete-bucket': ({ bucket: Bucket }) =>
      new S3Client({ ...place, forcePathStyle: true }).send(new DeleteBucketCommand({ Bucket })),
    'sagemaker delete-mlflow-app': ({ arn: Arn }) => sageMaker.send(new DeleteMlflowAppCommand({ Arn })),
    'sagemaker delete-mlflow-tracking-server': ({ 'tracking-server-name': TrackingServerName }) =>
      sageMaker.send(new DeleteMlflowTrackingServerCommand({ TrackingServerName })),
    'sagemaker delete-model-package-group': ({ 'model-package-group-name': ModelPackageGroupName }) =>
      sageMaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName })),
    'sagemaker delete-space': ({ 'domain-id': DomainId, 'space-name': SpaceName }) =>
      sageMaker.send(new DeleteSpaceCommand({ DomainId, SpaceName })),
    'sagemaker delete-user-profile': ({ 'domain-id': DomainId, 'user-profile-name': UserProfileName }) =>
      sageMaker.send(new DeleteUserProfileCommand({ DomainId, UserProfileName })),
  };
}
