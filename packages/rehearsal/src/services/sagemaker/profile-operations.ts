import { minutesOf } from '../../kinds/minutes.ts';
import {
  ownerOf,
  profileType,
  refuseBusyProfile,
  refuseBusySpace,
  spaceType,
} from '../../kinds/studio/deletion-rules.ts';
import type { Members, Operation } from '../../service/service.ts';
import { leave, present } from '../../world/leaving.ts';
import type { Resource } from '../../world/resource-store.ts';
import { page, theIdle, theOne, times } from './described.ts';

/** Profiles and spaces are listed, described and deleted in the same way. */
interface Inhabitant {
  readonly type: string;
  readonly list: string;
  readonly name: 'UserProfileName' | 'SpaceName';
  readonly refuseBusy: typeof refuseBusyProfile;
}

function operationsOf({ type, list, name, refuseBusy }: Inhabitant, verb: string): Readonly<Record<string, Operation>> {
  const isMeant = (input: Members) => (resource: Resource) =>
    resource.properties.DomainId === input.DomainId && resource.properties[name] === input[name];
  const summary = (resource: Resource) => ({
    DomainId: resource.properties.DomainId,
    [name]: resource.properties[name],
    Status: resource.status,
    ...times(resource),
    ...ownership(resource),
  });
  return {
    [`List${verb}s`]: (input, world) => {
      const { DomainIdEquals, [`${name}Contains`]: part } = input;
      const found = present(world, type)
        .filter(({ properties }) => DomainIdEquals === undefined || properties.DomainId === DomainIdEquals)
        .filter(({ properties }) => part === undefined || String(properties[name]).includes(String(part)));
      return page(list, found.map(summary), input);
    },
    [`Describe${verb}`]: (input, world) => {
      const found = theOne(world, type, isMeant(input), input[name]);
      return { ...summary(found), [`${verb}Arn`]: found.attributes[`${verb}Arn`] };
    },
    [`Delete${verb}`]: (input, world) => {
      const found = theIdle(world, type, isMeant(input), input[name]);
      refuseBusy(world, found);
      leave(world, found, minutesOf(type), 'Deleting');
      return {};
    },
  };
}

function ownership(resource: Resource): Members {
  const owner = ownerOf(resource);
  if (resource.type !== spaceType) return {};
  const sharing = resource.properties.SpaceSharingSettings;
  return {
    ...(owner === null ? {} : { OwnershipSettingsSummary: { OwnerUserProfileName: owner } }),
    ...(sharing === undefined ? {} : { SpaceSharingSettingsSummary: sharing }),
  };
}

export const profileOperations = operationsOf(
  { type: profileType, list: 'UserProfiles', name: 'UserProfileName', refuseBusy: refuseBusyProfile },
  'UserProfile',
);

export const spaceOperations = operationsOf(
  { type: spaceType, list: 'Spaces', name: 'SpaceName', refuseBusy: refuseBusySpace },
  'Space',
);
