import { AwsFault } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

export const domainType = 'AWS::SageMaker::Domain';
export const profileType = 'AWS::SageMaker::UserProfile';
export const spaceType = 'AWS::SageMaker::Space';
export const appType = 'AWS::SageMaker::App';

/** @throws AwsFault while the domain holds anything */
export function refuseFullDomain(world: World, { id }: StoredResource): void {
  for (const [type, what] of [
    [appType, 'apps'],
    [spaceType, 'spaces'],
    [profileType, 'user profiles'],
  ] as const) {
    const inside = present(world, type).filter(({ properties }) => properties.DomainId === id);
    if (inside.length > 0) throw inUse(`Unable to delete Domain ${id} because it has ${inside.length} ${what}`);
  }
}

/** @throws AwsFault while the profile has an app or owns a space */
export function refuseBusyProfile(world: World, { properties }: StoredResource): void {
  const { DomainId, UserProfileName } = properties;
  const spaces = present(world, spaceType).filter(
    (space) => space.properties.DomainId === DomainId && ownerOf(space) === UserProfileName,
  );
  const apps = appsOf(world, DomainId).filter((app) => app.properties.UserProfileName === UserProfileName);
  if (spaces.length > 0)
    throw inUse(`Unable to delete UserProfile [${UserProfileName}] because it is associated with Space(s)`);
  if (apps.length > 0)
    throw inUse(`Unable to delete UserProfile [${UserProfileName}] because it is associated with App(s)`);
}

/** @throws AwsFault while an app runs in the space or is being deleted */
export function refuseBusySpace(world: World, { properties }: StoredResource): void {
  const { DomainId, SpaceName } = properties;
  if (appsOf(world, DomainId).some((app) => app.properties.SpaceName === SpaceName))
    throw inUse(`Unable to delete Space [${SpaceName}] because it is associated with App(s)`);
}

export function ownerOf({ properties }: StoredResource): string | null {
  const settings = properties.OwnershipSettings;
  const owner = typeof settings === 'object' && settings !== null && 'OwnerUserProfileName' in settings;
  return owner ? String(settings.OwnerUserProfileName) : null;
}

function appsOf(world: World, domain: unknown): readonly StoredResource[] {
  return present(world, appType).filter(({ properties }) => properties.DomainId === domain);
}

export function inUse(message: string): AwsFault {
  return new AwsFault('ResourceInUse', message);
}
