import { minutesOf } from '../../kinds/minutes.ts';
import { checkQuota } from '../../kinds/quota.ts';
import { appType, domainType, profileType, spaceType } from '../../kinds/studio/deletion-rules.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import { leave, present } from '../../world/leaving.ts';
import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, theIdle, theOne } from './described.ts';

const keys = ['DomainId', 'UserProfileName', 'SpaceName', 'AppType', 'AppName'] as const;

const isMeant = (input: Members) => (resource: StoredResource) =>
  keys.every((key) => resource.properties[key] === (input[key] ?? undefined));

function summary({ properties, status, createdMs }: StoredResource): Members {
  const { ResourceSpec } = properties;
  const known = keys.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]]);
  return {
    ...Object.fromEntries(known),
    Status: status,
    CreationTime: new Date(createdMs),
    ...(ResourceSpec === undefined ? {} : { ResourceSpec }),
  };
}

const listApps: Operation = (input, world) => {
  const asked = [
    ['DomainId', input.DomainIdEquals],
    ['UserProfileName', input.UserProfileNameEquals],
    ['SpaceName', input.SpaceNameEquals],
  ] as const;
  const found = present(world, appType).filter(({ properties }) =>
    asked.every(([key, value]) => value === undefined || properties[key] === value),
  );
  return { Apps: found.map(summary) };
};

const createApp: Operation = (input, world) => {
  const { DomainId, UserProfileName, SpaceName, AppType, AppName } = input;
  const [owner, name] = SpaceName === undefined ? [profileType, UserProfileName] : [spaceType, SpaceName];
  const key = SpaceName === undefined ? 'UserProfileName' : 'SpaceName';
  theIdle(world, domainType, ({ id }) => id === DomainId, DomainId);
  const home = theIdle(
    world,
    owner,
    ({ properties }) => properties.DomainId === DomainId && properties[key] === name,
    name,
  );
  if (present(world, appType).some(isMeant(input)))
    throw new AwsFault('ResourceInUse', `App [${AppName}] already exists`);
  if (SpaceName !== undefined) checkInSpace(home, input, world);
  checkQuota(world, appType);
  const given = [...keys, 'ResourceSpec'].filter((member) => input[member] !== undefined);
  const properties: JsonMap = Object.fromEntries(given.map((member) => [member, input[member] as WireJson]));
  const AppArn = arnOf(world, `app/${DomainId}/${name}/${String(AppType).toLowerCase()}/${AppName}`);
  world.resources.put({
    ...{ type: appType, id: AppArn, properties, attributes: { AppArn }, status: 'InService' },
    ...{ stack: null, logicalId: null, createdMs: world.clock.nowMs(), madeBy: null },
  });
  return { AppArn };
};

/** A space holds one app, of its own type: developer guide, "Amazon SageMaker Studio spaces"; the words are assumed. */
function checkInSpace(space: StoredResource, { AppType }: Members, world: World): void {
  const { SpaceName, DomainId, SpaceSettings } = space.properties;
  const wanted = isMap(SpaceSettings) ? SpaceSettings.AppType : undefined;
  if (wanted !== undefined && wanted !== AppType)
    throw new AwsFault(
      'ValidationException',
      `App type [${AppType}] is not that of the space [${SpaceName}]: ${wanted}`,
    );
  const others = present(world, appType).filter(
    ({ properties }) => properties.DomainId === DomainId && properties.SpaceName === SpaceName,
  );
  if (others.length > 0) throw new AwsFault('ResourceInUse', `Space [${SpaceName}] already has an app`);
}

const deleteApp: Operation = (input, world) => {
  leave(world, theIdle(world, appType, isMeant(input), input.AppName), minutesOf(appType), 'Deleting');
  return {};
};

export const appOperations: Readonly<Record<string, Operation>> = {
  ListApps: listApps,
  DescribeApp: (input, world) => {
    const app = theOne(world, appType, isMeant(input), input.AppName);
    return { ...summary(app), AppArn: app.id };
  },
  CreateApp: createApp,
  DeleteApp: deleteApp,
};
