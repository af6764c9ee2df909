import { isDeepStrictEqual } from 'node:util';
import { present } from '../../world/leaving.ts';
import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { appType, inUse } from './deletion-rules.ts';

/**
 * Settings of a domain that SageMaker changes only while no app is InService, Pending or Deleting.
 *
 * Source: API reference of UpdateDomain, and the developer guide, "Edit domain settings". That a change of anything in
 * DomainSettings is refused, because CloudFormation sends ExecutionRoleIdentityConfig along, is assumed, as the words are.
 */
const fixedWhileAppsRun = [
  'AppNetworkAccessType',
  'DefaultUserSettings.ExecutionRole',
  'DefaultSpaceSettings.ExecutionRole',
  'DomainSettings',
] as const;

/** @throws AwsFault while apps run that the change would reach */
export function refuseUpdateWhileAppsRun(world: World, domain: StoredResource, after: JsonMap): void {
  const apps = present(world, appType).filter(({ properties }) => properties.DomainId === domain.id);
  const running = apps.filter(({ status }) => ['InService', 'Pending', 'Deleting'].includes(status ?? ''));
  if (running.length === 0) return;
  const changed = fixedWhileAppsRun.filter((path) => !isDeepStrictEqual(at(domain.properties, path), at(after, path)));
  const gone = list(domain.properties.SubnetIds).filter((subnet) => !list(after.SubnetIds).includes(subnet));
  const all = [...changed, ...(gone.length > 0 ? ['SubnetIds'] : [])];
  if (all.length > 0)
    throw inUse(
      `Unable to update ${all.join(', ')} of Domain ${domain.id} because it has ${running.length} running apps`,
    );
}

function at(properties: JsonMap, path: string): WireJson | undefined {
  return path.split('.').reduce<WireJson | undefined>((value, key) => {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMap)[key] : undefined;
  }, properties);
}

function list(value: WireJson | undefined): readonly WireJson[] {
  return Array.isArray(value) ? value : [];
}
