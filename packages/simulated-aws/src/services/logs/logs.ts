import { checkQuota } from '../../kinds/quota.ts';
import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { changedTags, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { paged } from '../paged.ts';

const groupType = 'AWS::Logs::LogGroup';

const createLogGroup: Operation = (input, world) => {
  const name = String(input.logGroupName);
  if (world.resources.get(groupType, name) !== undefined) {
    throw new AwsFault('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  checkQuota(world, groupType);
  world.resources.put({
    type: groupType,
    id: name,
    properties: { LogGroupName: name },
    attributes: { Arn: `${arnOf(name, world)}:*` },
    stack: null,
    logicalId: null,
    createdMs: world.clock.nowMs(),
    status: null,
    madeBy: null,
  });
  return {};
};

const describeLogGroups: Operation = (input, world) => {
  const prefix = String(input.logGroupNamePrefix ?? '');
  const groups = world.resources.list(groupType).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const wanted = groups.filter(({ id }) => id.startsWith(prefix));
  return { logGroups: wanted.map((group) => describe(group, world)) };
};

const deleteLogGroup: Operation = (input, world) => {
  world.resources.remove(groupType, groupOf(input, world).id);
  return {};
};

/** Nothing in the account writes logs. */
const describeLogStreams: Operation = (input, world) => {
  groupOf(input, world);
  return { logStreams: [] };
};

const filterLogEvents: Operation = (input, world) => {
  groupOf(input, world);
  return { events: [], searchedLogStreams: [] };
};

const listTagsForResource: Operation = ({ resourceArn }, world) => ({
  tags: Object.fromEntries(
    tagsIn(groupWithArn(resourceArn, world).properties.Tags).map(({ Key, Value }) => [Key, Value]),
  ),
});

const tagResource: Operation = ({ resourceArn, tags }, world) => {
  const group = groupWithArn(resourceArn, world);
  const added = Object.entries(tags as Record<string, string>).map(([Key, Value]) => ({ Key, Value }));
  const Tags = changedTags(group.properties.Tags, added);
  world.resources.put({ ...group, properties: { ...group.properties, Tags } });
  return {};
};

/** The calls about tags take the ARN without the star at its end. */
function groupWithArn(arn: unknown, world: World): StoredResource {
  const group = world.resources.list(groupType).find(({ id }) => arnOf(id, world) === arn);
  if (group === undefined) throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

function groupOf(input: Members, world: World): StoredResource {
  const group = world.resources.get(groupType, String(input.logGroupName));
  if (group === undefined) {
    throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  return group;
}

function arnOf(name: string, { partition, region, account }: World): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}

function describe({ id, properties, createdMs }: StoredResource, world: World): Members {
  const days = properties.RetentionInDays;
  return {
    logGroupName: id,
    logGroupArn: arnOf(id, world),
    arn: `${arnOf(id, world)}:*`,
    creationTime: createdMs,
    storedBytes: 0,
    ...(days === undefined ? {} : { retentionInDays: Number(days) }),
    ...(typeof properties.KmsKeyId === 'string' ? { kmsKeyId: properties.KmsKeyId } : {}),
  };
}

const operations = {
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
};
const lists = { DescribeLogGroups: 'logGroups', DescribeLogStreams: 'logStreams', FilterLogEvents: 'events' };

/** Groups of logs; nothing is written in them. */
export const logs: Service = {
  signingName: 'logs',
  protocol: 'json',
  operations: paged(operations, lists, {
    from: 'nextToken',
    next: 'nextToken',
    most: 'limit',
    refusal: 'InvalidParameterException',
  }),
};
