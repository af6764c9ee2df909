import { domainType, ownerOf } from '../../kinds/studio/deletion-rules.ts';
import type { Members } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** Members that a list gives of a space beyond its name and state. */
export function spaceSummary(space: StoredResource, world: World): Members {
  const owner = ownerOf(space);
  const { SpaceSharingSettings: sharing } = space.properties;
  return {
    SpaceSettingsSummary: { SpaceStorageSettings: storageOf(space, world) },
    ...(owner === null ? {} : { OwnershipSettingsSummary: { OwnerUserProfileName: owner } }),
    ...(sharing === undefined ? {} : { SpaceSharingSettingsSummary: sharing }),
  };
}

/** Members that are given of a space that is asked for by its name. */
export function spaceDetails(space: StoredResource, world: World): Members {
  const { SpaceSettings, OwnershipSettings, SpaceSharingSettings } = space.properties;
  const { SpaceArn, Url } = space.attributes;
  return {
    ...{ SpaceArn, Url },
    SpaceSettings: { ...asMap(SpaceSettings), SpaceStorageSettings: storageOf(space, world) },
    ...(OwnershipSettings === undefined ? {} : { OwnershipSettings }),
    ...(SpaceSharingSettings === undefined ? {} : { SpaceSharingSettings }),
  };
}

/** Gigabytes of disk that SageMaker gives a space where nobody says how large its disk is. */
const unaskedGb = 5;

/** That a domain's default for users is that of private spaces, and the other that of shared ones, is assumed. */
function storageOf(space: StoredResource, world: World) {
  const { SpaceSettings, SpaceSharingSettings, DomainId } = space.properties;
  const domain = world.resources.get(domainType, String(DomainId))?.properties;
  const isShared = asMap(SpaceSharingSettings).SharingType === 'Shared';
  const defaults = isShared ? domain?.DefaultSpaceSettings : domain?.DefaultUserSettings;
  const own = at(SpaceSettings, 'SpaceStorageSettings', 'EbsStorageSettings', 'EbsVolumeSizeInGb');
  const usual = at(defaults, 'SpaceStorageSettings', 'DefaultEbsStorageSettings', 'DefaultEbsVolumeSizeInGb');
  return { EbsStorageSettings: { EbsVolumeSizeInGb: Number(own ?? usual ?? unaskedGb) } };
}

function at(value: WireJson | undefined, ...path: readonly string[]): WireJson | undefined {
  return path.reduce((inside, name) => asMap(inside)[name], value);
}

function asMap(value: WireJson | undefined): JsonMap {
  return isMap(value) ? value : {};
}
