import { GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { GetNamespaceCommand } from '@aws-sdk/client-redshift-serverless';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import {
  DescribeMlflowTrackingServerCommand,
  paginateListMlflowApps,
  paginateListModelPackageGroups,
} from '@aws-sdk/client-sagemaker';
import type { Account, DomainFound, NamedState } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { everyItem } from '../read/every-item.ts';
import { look } from '../read/look.ts';

/** Something that has a name in the account or in a domain. */
export interface ThingNamed {
  readonly name: string;
  /** Ids that stacks know it by, as far as they are known here. */
  readonly ids: readonly string[];
  readonly isOurs: boolean;
  /** AWS does not let us see whether it is there at all. */
  readonly isHidden?: boolean;
  /** Whether it is being deleted. */
  readonly isGoing: boolean;
  /** Way to free the name, as something to do. */
  readonly remedy: string;
}

/** A type of resource that outlives its stack under a name. */
export interface KeptKind {
  /** Such as `bucket`. */
  readonly kind: string;
  /** Finds the thing that is there under a name; null: nothing. */
  find(name: string, account: Account, clients: AccountClients): Promise<ThingNamed | null>;
}

function isDeleting(status = ''): boolean {
  return /^deleting$/i.test(status);
}

const bucket: KeptKind = {
  kind: 'bucket',
  find: async (name, { buckets }, { s3 }) => {
    const found = await isBucket(name, s3);
    if (found === 'no') return null;
    const remedy = `copy what you need of it, delete all its versions, and run aws s3api delete-bucket --bucket ${name}`;
    const isOurs = buckets.some((each) => each.name === name);
    return { name, ids: [name], isOurs, isHidden: found === 'hidden', isGoing: false, remedy };
  },
};

/** One of another account is hidden from this one, as every one is from whoever may not list it: there or not. */
async function isBucket(Bucket: string, client: AccountClients['s3']): Promise<'yes' | 'no' | 'hidden'> {
  try {
    return (await look(client.send(new HeadBucketCommand({ Bucket })))) === undefined ? 'no' : 'yes';
  } catch (error) {
    const { httpStatusCode = 0 } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
    // In another region.
    if (httpStatusCode === 301) return 'yes';
    if (httpStatusCode === 403) return 'hidden';
    throw error;
  }
}

const registry: KeptKind = {
  kind: 'registry',
  find: async (name, { modelGroups }, { sageMaker }) => {
    const groups = await everyItem(
      paginateListModelPackageGroups({ client: sageMaker }, { NameContains: name }),
      (answer) => answer.ModelPackageGroupSummaryList,
    );
    const found = groups.find((group) => group.ModelPackageGroupName === name);
    if (found === undefined) return null;
    const remedy = `note which versions you need, delete them, and run aws sagemaker delete-model-package-group --model-package-group-name ${name}`;
    const isGoing = isDeleting(found.ModelPackageGroupStatus);
    return { name, ids: [name, found.ModelPackageGroupArn ?? ''], isOurs: modelGroups.includes(name), isGoing, remedy };
  },
};

const repository: KeptKind = {
  kind: 'repository',
  find: async (name, { retained }, { code }) => {
    const found = await look(code.send(new GetRepositoryCommand({ repositoryName: name })));
    if (found === undefined) return null;
    const isOurs = retained.some((each) => each.kind === 'repository' && each.name === name);
    const remedy = `mirror it with all branches, run aws codecommit delete-repository --repository-name ${name}, and push the mirror into the new one`;
    const ids = [name, found.repositoryMetadata?.repositoryId ?? ''];
    return { name, ids, isOurs, isGoing: false, remedy };
  },
};

const namespace: KeptKind = {
  kind: 'namespace',
  find: async (name, { retained }, { warehouses }) => {
    const found = await look(warehouses.send(new GetNamespaceCommand({ namespaceName: name })));
    if (found === undefined) return null;
    const isOurs = retained.some((each) => each.kind === 'namespace' && each.name === name);
    const remedy = `unload the tables that you need, and run aws redshift-serverless delete-namespace --namespace-name ${name}`;
    return { name, ids: [name], isOurs, isGoing: isDeleting(found.namespace?.status), remedy };
  },
};

const trackingApp: KeptKind = {
  kind: 'tracking app',
  find: async (name, { tracking }, { sageMaker }) => {
    const apps = await everyItem(paginateListMlflowApps({ client: sageMaker }, {}), (answer) => answer.Summaries);
    const found = apps.find((app) => app.Name === name && app.Status !== 'Deleted');
    if (found === undefined) return null;
    const { Arn: arn = '' } = found;
    const remedy = `export the runs that you need, and run aws sagemaker delete-mlflow-app --arn ${arn}`;
    const isOurs = tracking.some(({ id }) => id === arn);
    return { name, ids: [arn], isOurs, isGoing: isDeleting(found.Status), remedy };
  },
};

const trackingServer: KeptKind = {
  kind: 'tracking server',
  find: async (name, { tracking }, { sageMaker }) => {
    const asked = sageMaker.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName: name }));
    const found = await look(asked);
    if (found === undefined) return null;
    const isOurs = tracking.some((each) => each.kind === 'server' && each.name === name);
    const remedy = `export the runs that you need, and run aws sagemaker delete-mlflow-tracking-server --tracking-server-name ${name}`;
    const isGoing = isDeleting(found.TrackingServerStatus);
    return { name, ids: [name, found.TrackingServerArn ?? ''], isOurs, isGoing, remedy };
  },
};

type Inside = (domain: DomainFound) => readonly NamedState[];

function inDomains(domains: Account['domains'], inside: Inside, name: string) {
  const ours = domains.filter(({ isOurs }) => isOurs);
  return ours.flatMap((domain) =>
    inside(domain).flatMap((each) => (each.name === name ? [{ domain: domain.id, status: each.status }] : [])),
  );
}

const profile: KeptKind = {
  kind: 'profile',
  find: async (name, { domains }) => {
    const [found] = inDomains(domains, ({ profiles }) => profiles, name);
    if (found === undefined) return null;
    const { domain, status } = found;
    const remedy = `delete its spaces, and run aws sagemaker delete-user-profile --domain-id ${domain} --user-profile-name ${name}, after which nobody signs in to its home folder any more`;
    return { name, ids: [`${name}|${domain}`], isOurs: true, isGoing: isDeleting(status), remedy };
  },
};

const space: KeptKind = {
  kind: 'space',
  find: async (name, { domains }) => {
    const [found] = inDomains(domains, ({ spaces }) => spaces, name);
    if (found === undefined) return null;
    const { domain, status } = found;
    const remedy = `stop its app, copy what you need of its disk, which goes with it, and run aws sagemaker delete-space --domain-id ${domain} --space-name ${name}`;
    return { name, ids: [`${domain}|${name}`], isOurs: true, isGoing: isDeleting(status), remedy };
  },
};

/** Every type of resource that the stacks give a name and leave behind, but for the domain, which has words of its own. */
export const keptKinds: Readonly<Record<string, KeptKind>> = {
  'AWS::S3::Bucket': bucket,
  'AWS::SageMaker::ModelPackageGroup': registry,
  'AWS::CodeCommit::Repository': repository,
  'AWS::RedshiftServerless::Namespace': namespace,
  'AWS::SageMaker::MlflowApp': trackingApp,
  'AWS::SageMaker::MlflowTrackingServer': trackingServer,
  'AWS::SageMaker::UserProfile': profile,
  'AWS::SageMaker::Space': space,
};
