import { minutesOf } from '../../kinds/minutes.ts';
import { profileType, refuseBusyProfile, refuseBusySpace, spaceType } from '../../kinds/studio/deletion-rules.ts';
import type { Members, Operation } from '../../service/service.ts';
import { leave, present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { theIdle, theOne, times } from './described.ts';
import { spaceDetails, spaceSummary } from './space-details.ts';

/** Profiles and spaces are listed, described and deleted in the same way. */
interface Inhabitant {
  readonly type: string;
  readonly list: string;
  readonly name: 'UserProfileName' | 'SpaceName';
  readonly refuseBusy: typeof refuseBusyProfile;
  /** Members of a list's entry beyond name and state. */
  summarised(resource: StoredResource, world: World): Members;
  /** The same when one is asked for by its name. */
  described(resource: StoredResource, world: World): Members;
}

function operationsOf(inhabitant: Inhabitant, verb: string): Readonly<Record<string, Operation>> {
  const { type, list, name, refuseBusy, summarised, described } = inhabitant;
  const isMeant = (input: Members) => (resource: StoredResource) =>
    resource.properties.DomainId === input.DomainId && resource.properties[name] === input[name];
  const state = (resource: StoredResource): Members => ({
    DomainId: resource.properties.DomainId,
    [name]: resource.properties[name],
    Status: resource.status,
    ...times(resource),
  });
  return {
    [`List${verb}s`]: (input, world) => {
      const { DomainIdEquals, [`${name}Contains`]: part } = input;
      const found = present(world, type)
        .filter(({ properties }) => DomainIdEquals === undefined || properties.DomainId === DomainIdEquals)
        .filter(({ properties }) => part === undefined || String(properties[name]).includes(String(part)));
      return { [list]: found.map((each) => ({ ...state(each), ...summarised(each, world) })) };
    },
    [`Describe${verb}`]: (input, world) => {
      const found = theOne(world, type, isMeant(input), input[name]);
      return { ...state(found), ...described(found, world) };
    },
    [`Delete${verb}`]: (input, world) => {
      const found = theIdle(world, type, isMeant(input), input[name]);
      refuseBusy(world, found);
      leave(world, found, minutesOf(type), 'Deleting');
      return {};
    },
  };
}

export const profileOperations = operationsOf(
  {
    ...{ type: profileType, list: 'UserProfiles', name: 'UserProfileName', refuseBusy: refuseBusyProfile },
    summarised: () => ({}),
    described: ({ attributes: { UserProfileArn } }) => ({ UserProfileArn }),
  },
  'UserProfile',
);

export const spaceOperations = operationsOf(
  {
    ...{ type: spaceType, list: 'Spaces', name: 'SpaceName', refuseBusy: refuseBusySpace },
    summarised: spaceSummary,
    described: spaceDetails,
  },
  'Space',
);
