import { idTag, workspaceTag } from '@atelier/aws';
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  paginateListEndpointConfigs,
  paginateListEndpoints,
  paginateListModelPackageGroups,
  paginateListModels,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EndpointFound, ServingFound, VariantFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { lookServing } from './look.ts';
import { isRoleOf, type NotOurs, type Ownership } from './ownership.ts';
import { readTags, tagsUnlessDenied } from './read-tags.ts';
import { type LikelyOurs, type SortedOut, sortOut } from './sort-out.ts';

export interface NamedOf {
  readonly ownership: Ownership;
  /** Beginning of their names. */
  readonly prefix: string;
  /** Names or ARNs of those that stacks of the workspace hold or have kept. */
  readonly ofStacks: ReadonlySet<string>;
}

interface Named {
  readonly name: string;
  readonly arn: string;
}

/**
 * Endpoints, their configurations and models that are named as the workspace's, and which of them are.
 *
 * What Studio makes at run time has its domain's tags, and so no id: there a model belongs to a role of the workspace that
 * it works as, a configuration to its models, and an endpoint to its configuration.
 *
 * @param roles names of the roles that stacks of the workspace hold
 */
export async function readServing(
  of: NamedOf,
  roles: ReadonlySet<string>,
  client: SageMakerClient,
): Promise<{ readonly serving: ServingFound; readonly notOurs: readonly NotOurs[] }> {
  const [endpoints, configs, models] = await Promise.all([
    listEndpoints(of.prefix, client),
    listConfigs(of.prefix, client),
    listModels(of.prefix, client),
  ]);
  const ofModels = await ours('model', models, { ...of, belongs: worksAs(roles, of, client) }, client);
  const belongsToModels = servesOnly(new Set(ofModels.ours.map(({ name }) => name)), client);
  const ofConfigs = await ours('endpoint-config', configs, { ...of, belongs: belongsToModels }, client);
  const belongsToConfig = isServedBy(new Set(ofConfigs.ours.map(({ name }) => name)), client);
  const ofEndpoints = await ours('endpoint', endpoints, { ...of, belongs: belongsToConfig }, client);
  const found = await Promise.all(ofEndpoints.ours.map((each) => readEndpoint(each, client)));
  return {
    serving: {
      endpoints: found.filter((endpoint) => endpoint !== undefined),
      configs: ofConfigs.ours.map(({ name }) => name),
      models: ofModels.ours.map(({ name }) => name),
    },
    notOurs: [ofModels, ofConfigs, ofEndpoints].flatMap(({ notOurs }) => notOurs),
  };
}

function listEndpoints(NameContains: string, client: SageMakerClient): Promise<Named[]> {
  return everyItem(paginateListEndpoints({ client }, { NameContains }), ({ Endpoints = [] }) =>
    Endpoints.map((each) => named(each.EndpointName, each.EndpointArn)),
  );
}

function listConfigs(NameContains: string, client: SageMakerClient): Promise<Named[]> {
  return everyItem(paginateListEndpointConfigs({ client }, { NameContains }), ({ EndpointConfigs }) =>
    EndpointConfigs?.map((each) => named(each.EndpointConfigName, each.EndpointConfigArn)),
  );
}

function listModels(NameContains: string, client: SageMakerClient): Promise<Named[]> {
  return everyItem(paginateListModels({ client }, { NameContains }), ({ Models = [] }) =>
    Models.map((each) => named(each.ModelName, each.ModelArn)),
  );
}

function named(name = '', arn = ''): Named {
  return { name, arn };
}

/** Whether something belongs to what is the workspace's. */
type Belongs = (thing: Named) => Promise<boolean>;

function worksAs(roles: ReadonlySet<string>, { ownership: { account } }: NamedOf, client: SageMakerClient): Belongs {
  return async ({ name }) => {
    const model = await lookServing(client.send(new DescribeModelCommand({ ModelName: name })));
    return isRoleOf(roles, account, model?.ExecutionRoleArn);
  };
}

function servesOnly(models: ReadonlySet<string>, client: SageMakerClient): Belongs {
  return async ({ name }) => {
    const config = await lookServing(client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: name })));
    const variants = config?.ProductionVariants ?? [];
    return variants.length > 0 && variants.every(({ ModelName = '' }) => models.has(ModelName));
  };
}

function isServedBy(configs: ReadonlySet<string>, client: SageMakerClient): Belongs {
  return async ({ name }) => {
    const endpoint = await lookServing(client.send(new DescribeEndpointCommand({ EndpointName: name })));
    return configs.has(endpoint?.EndpointConfigName ?? '');
  };
}

/** Those of some things of one kind that are named as the workspace's, sorted out by their tags. */
async function ours(
  kind: string,
  listed: readonly Named[],
  { prefix, ownership, ofStacks, belongs }: NamedOf & { readonly belongs?: Belongs },
  client: SageMakerClient,
): Promise<SortedOut<Named>> {
  const candidates = listed
    .filter(({ name }) => name.startsWith(prefix))
    .map(async (thing): Promise<LikelyOurs<Named>> => {
      const tags = await tagsUnlessDenied(readTags(thing.arn, client));
      const isOfStack = ofStacks.has(thing.name) || ofStacks.has(thing.arn);
      const said = tags instanceof Error ? {} : tags;
      const needsOwner = said?.[workspaceTag] === ownership.workspace && said[idTag] === undefined;
      const isOwned = isOfStack || (needsOwner && (await belongs?.(thing)) === true);
      return { id: `${kind} ${thing.name}`, thing, tags, isOwned };
    });
  return sortOut(await Promise.all(candidates), ownership);
}

async function readEndpoint({ name, arn }: Named, client: SageMakerClient): Promise<EndpointFound | undefined> {
  const endpoint = await lookServing(client.send(new DescribeEndpointCommand({ EndpointName: name })));
  if (endpoint === undefined) return undefined;
  const { EndpointStatus: status = '', EndpointConfigName, ProductionVariants: running = [] } = endpoint;
  const config =
    EndpointConfigName === undefined
      ? undefined
      : await lookServing(client.send(new DescribeEndpointConfigCommand({ EndpointConfigName })));
  const variants = (config?.ProductionVariants ?? []).map(
    ({ VariantName, InstanceType, InitialInstanceCount = 0 }): VariantFound => ({
      instance: InstanceType ?? null,
      count: running.find((each) => each.VariantName === VariantName)?.CurrentInstanceCount ?? InitialInstanceCount,
    }),
  );
  return { name, arn, status, variants };
}

/** Registries that are named as the workspace's, and which of them are. */
export async function readModelGroups(of: NamedOf, client: SageMakerClient): Promise<SortedOut<string>> {
  const groups = await everyItem(
    paginateListModelPackageGroups({ client }, { NameContains: of.prefix }),
    ({ ModelPackageGroupSummaryList: list }) =>
      list?.map((each) => named(each.ModelPackageGroupName, each.ModelPackageGroupArn)),
  );
  const found = await ours('registry', groups, of, client);
  return { ...found, ours: found.ours.map(({ name }) => name) };
}
