import { checkQuota } from '../../kinds/quota.ts';
import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const parameterType = 'AWS::SSM::Parameter';

const getParameter: Operation = (input, world) => ({ Parameter: describe(parameterOf(input, world), world) });

const getParameters: Operation = (input, world) => {
  const names = (input.Names ?? []) as readonly string[];
  const found = names.flatMap((name) => world.resources.get(parameterType, name) ?? []);
  return {
    Parameters: found.map((parameter) => describe(parameter, world)),
    InvalidParameters: names.filter((name) => found.every(({ id }) => id !== name)),
  };
};

const getParametersByPath: Operation = (input, world) => {
  const path = String(input.Path).replace(/\/?$/, '/');
  const below = world.resources.list(parameterType).filter(({ id }) => id.startsWith(path));
  const found = below.filter(({ id }) => input.Recursive === true || !id.slice(path.length).includes('/'));
  return { Parameters: found.map((parameter) => describe(parameter, world)) };
};

const putParameter: Operation = (input, world) => {
  const name = String(input.Name);
  const before = world.resources.get(parameterType, name);
  if (before !== undefined && input.Overwrite !== true) {
    const message =
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
    throw new AwsFault('ParameterAlreadyExists', message);
  }
  if (before === undefined) checkQuota(world, parameterType);
  const version = before === undefined ? 1 : versionOf(before) + 1;
  const type = String(input.Type ?? before?.properties.Type ?? 'String');
  world.resources.put({
    type: parameterType,
    id: name,
    properties: { ...before?.properties, Name: name, Type: type, Value: String(input.Value) },
    attributes: { ...before?.attributes, Type: type, Value: String(input.Value), Version: version, ...earlier(before) },
    stack: before?.stack ?? null,
    logicalId: before?.logicalId ?? null,
    createdMs: before?.createdMs ?? world.clock.nowMs(),
    status: null,
    madeBy: null,
  });
  return { Version: version, Tier: 'Standard' };
};

/** Values of the versions before, by number. */
function earlier(before: StoredResource | undefined): JsonMap {
  if (before === undefined) return {};
  const { Earlier: known } = before.attributes;
  return { Earlier: { ...(isMap(known) ? known : {}), [versionOf(before)]: String(before.properties.Value) } };
}

const deleteParameter: Operation = (input, world) => {
  world.resources.remove(parameterType, parameterOf(input, world).id);
  return {};
};

/** A parameter by its name or its ARN, or SSM's refusal. */
function parameterOf(input: Members, world: World): StoredResource {
  const name = String(input.Name).replace(/^arn:[^/]*:parameter(?=\/)/, '');
  const parameter = world.resources.get(parameterType, name);
  if (parameter === undefined) throw new AwsFault('ParameterNotFound', `Parameter ${name} not found.`);
  return parameter;
}

function versionOf({ attributes }: StoredResource): number {
  return typeof attributes.Version === 'number' ? attributes.Version : 1;
}

function describe(parameter: StoredResource, world: World): Members {
  const { id, properties, createdMs } = parameter;
  return {
    Name: id,
    Type: String(properties.Type ?? 'String'),
    Value: String(properties.Value),
    Version: versionOf(parameter),
    ARN: `arn:${world.partition}:ssm:${world.region}:${world.account}:parameter/${id.replace(/^\//, '')}`,
    DataType: 'text',
    LastModifiedDate: new Date(createdMs),
  };
}

const operations = {
  DeleteParameter: deleteParameter,
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  PutParameter: putParameter,
};
const lists = { GetParametersByPath: 'Parameters' };

/** Plain parameters; histories and secrets are not kept. */
export const ssm: Service = {
  signingName: 'ssm',
  protocol: 'json',
  operations: paged(operations, lists, {
    from: 'NextToken',
    next: 'NextToken',
    most: 'MaxResults',
    refusal: 'InvalidNextToken',
  }),
};
