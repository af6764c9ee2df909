import { Problem } from '@atelier/problem';
import { type EFSClient, TagResourceCommand } from '@aws-sdk/client-efs';
import {
  type AppType,
  DeleteAppCommand,
  DeleteDomainCommand,
  DeleteSpaceCommand,
  DeleteUserProfileCommand,
  DescribeAppCommand,
  DescribeDomainCommand,
  DescribeSpaceCommand,
  DescribeUserProfileCommand,
} from '@aws-sdk/client-sagemaker';
import type { AppFound } from '../../read/account.ts';
import { look } from '../../read/look.ts';
import type { Tags } from '../../read/ownership.ts';
import { readApps, readProfiles, readSpaces } from '../../read/read-domains.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

/** Apps are deleted side by side: each takes minutes. */
export const deleteApps: Perform<'apps'> = async ({ domain }, { sageMaker }, waiting) => {
  const apps = (await look(readApps(domain, sageMaker))) ?? [];
  const named = apps.map((app) => ({ app, input: inputOf(app) }));
  await Promise.all(
    named
      .filter(({ app }) => app.status !== 'Deleting')
      .map(({ input }) => look(sageMaker.send(new DeleteAppCommand(input)))),
  );
  for (const { app, input } of named) {
    const isGone = async () => {
      const found = await look(sageMaker.send(new DescribeAppCommand(input)));
      return found === undefined || found.Status === 'Deleted';
    };
    await waitUntil(isGone, { until: `the app ${app.name} is gone`, atMostMinutes: 40 }, waiting);
  }
  return apps.length > 0;
};

function inputOf({ domain, space, profile, type, name }: AppFound) {
  return {
    DomainId: domain,
    AppType: type as AppType,
    AppName: name,
    ...(space === null ? {} : { SpaceName: space }),
    ...(profile === null ? {} : { UserProfileName: profile }),
  };
}

export const deleteSpaces: Perform<'spaces'> = async ({ domain: DomainId }, { sageMaker }, waiting) => {
  const spaces = (await look(readSpaces(DomainId, sageMaker))) ?? [];
  const inputs = spaces.map(({ name: SpaceName, status }) => ({ status, input: { DomainId, SpaceName } }));
  for (const { status, input } of inputs) {
    if (status !== 'Deleting') await look(sageMaker.send(new DeleteSpaceCommand(input)));
  }
  for (const { input } of inputs) {
    const isGone = async () => {
      const space = await look(sageMaker.send(new DescribeSpaceCommand(input)));
      if (space?.Status === 'Delete_Failed') throw notDeleted(`the space ${input.SpaceName}`, space.FailureReason);
      return space === undefined;
    };
    await waitUntil(isGone, { until: `the space ${input.SpaceName} is gone`, atMostMinutes: 15 }, waiting);
  }
  return spaces.length > 0;
};

export const deleteProfiles: Perform<'profiles'> = async ({ domain: DomainId }, { sageMaker }, waiting) => {
  const profiles = (await look(readProfiles(DomainId, sageMaker))) ?? [];
  const inputs = profiles.map(({ name: UserProfileName, status }) => ({
    status,
    input: { DomainId, UserProfileName },
  }));
  for (const { status, input } of inputs) {
    if (status !== 'Deleting') await look(sageMaker.send(new DeleteUserProfileCommand(input)));
  }
  for (const { input } of inputs) {
    const isGone = async () => {
      const profile = await look(sageMaker.send(new DescribeUserProfileCommand(input)));
      if (profile?.Status === 'Delete_Failed')
        throw notDeleted(`the profile ${input.UserProfileName}`, profile.FailureReason);
      return profile === undefined;
    };
    await waitUntil(isGone, { until: `the profile ${input.UserProfileName} is gone`, atMostMinutes: 15 }, waiting);
  }
  return profiles.length > 0;
};

export const deleteDomain: Perform<'domain'> = async (
  { domain: DomainId, homeFolders, mark },
  { sageMaker, efs },
  waiting,
) => {
  const before = await look(sageMaker.send(new DescribeDomainCommand({ DomainId })));
  if (before === undefined) return false;
  const HomeEfsFileSystem = homeFolders === 'delete' ? 'Delete' : 'Retain';
  if (homeFolders === 'keep' && before.HomeEfsFileSystemId !== undefined)
    await markHomes(before.HomeEfsFileSystemId, mark, efs);
  if (before.Status !== 'Deleting')
    await look(sageMaker.send(new DeleteDomainCommand({ DomainId, RetentionPolicy: { HomeEfsFileSystem } })));
  const isGone = async () => {
    const domain = await look(sageMaker.send(new DescribeDomainCommand({ DomainId })));
    if (domain?.Status === 'Delete_Failed') throw notDeleted(`the Studio domain ${DomainId}`, domain.FailureReason);
    return domain === undefined;
  };
  await waitUntil(isGone, { until: `the domain ${DomainId} is gone`, atMostMinutes: 30 }, waiting);
  return true;
};

/** SageMaker's own tag names a domain that will not be there. */
async function markHomes(ResourceId: string, mark: Tags, efs: EFSClient): Promise<void> {
  const Tags = Object.entries(mark).map(([Key, Value]) => ({ Key, Value }));
  if (Tags.length > 0) await look(efs.send(new TagResourceCommand({ ResourceId, Tags })));
}

function notDeleted(what: string, reason = 'it gave no reason'): Problem {
  return new Problem({
    code: 'StudioNotDeleted',
    message: `AWS could not delete ${what} to the end: ${reason}.`,
    fix: 'Remove what it names, then run atelier destroy again: it takes the deletion up where it stopped.',
    whose: 'machine',
  });
}
