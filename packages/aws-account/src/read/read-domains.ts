import {
  type AppDetails,
  DescribeDomainCommand,
  paginateListApps,
  paginateListDomains,
  paginateListSpaces,
  paginateListUserProfiles,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { AppFound, DomainFound, NamedState, SpaceFound } from './account.ts';
import { everyItem } from './every-item.ts';
import { look } from './look.ts';
import { type Ownership, whyNotOurs } from './ownership.ts';
import { readTags, tagsUnlessDenied } from './read-tags.ts';

export interface DomainsOf {
  readonly ownership: Ownership;
  /** Domains that stacks of the workspace hold, or kept when they were deleted. */
  readonly known: readonly string[];
}

/** Every Studio domain of the region, with what is in those of the workspace. */
export async function readDomains(of: DomainsOf, client: SageMakerClient): Promise<readonly DomainFound[]> {
  const domains = await everyItem(paginateListDomains({ client }, {}), ({ Domains }) => Domains);
  const found = await Promise.all(domains.map(({ DomainId = '' }) => readDomain(DomainId, of, client)));
  return found.filter((domain) => domain !== undefined);
}

async function readDomain(
  id: string,
  { ownership, known }: DomainsOf,
  client: SageMakerClient,
): Promise<DomainFound | undefined> {
  const domain = await look(client.send(new DescribeDomainCommand({ DomainId: id })));
  if (domain === undefined) return undefined;
  const { DomainArn: arn = '', DomainName: name = '', VpcId: vpc = '', Status: status = '' } = domain;
  const isOfStack = known.includes(id);
  const tags = isOfStack ? {} : await tagsUnlessDenied(readTags(arn, client));
  const isOurs = isOfStack || (!(tags instanceof Error) && whyNotOurs(tags ?? {}, ownership, false) === null);
  const [profiles, spaces, apps] = isOurs
    ? await Promise.all([readProfiles(id, client), readSpaces(id, client), readApps(id, client)])
    : [[], [], []];
  return {
    ...{ id, arn, name, vpc, status, isOurs, profiles, spaces, apps },
    reason: domain.FailureReason ?? null,
    fileSystem: domain.HomeEfsFileSystemId ?? null,
    application: domain.SingleSignOnApplicationArn ?? null,
  };
}

export async function readProfiles(DomainIdEquals: string, client: SageMakerClient): Promise<NamedState[]> {
  const profiles = await everyItem(
    paginateListUserProfiles({ client }, { DomainIdEquals }),
    (answer) => answer.UserProfiles,
  );
  return profiles.map(({ UserProfileName: name = '', Status: status = '' }) => ({ name, status }));
}

export async function readSpaces(DomainIdEquals: string, client: SageMakerClient): Promise<SpaceFound[]> {
  const spaces = await everyItem(paginateListSpaces({ client }, { DomainIdEquals }), (answer) => answer.Spaces);
  return spaces.map(({ SpaceName: name = '', Status: status = '', SpaceSettingsSummary: settings }) => {
    const diskGb = settings?.SpaceStorageSettings?.EbsStorageSettings?.EbsVolumeSizeInGb ?? null;
    return { name, status, diskGb };
  });
}

/** Apps that are there; AWS lists deleted ones for another day. */
export async function readApps(domain: string, client: SageMakerClient): Promise<AppFound[]> {
  const apps = await everyItem(paginateListApps({ client }, { DomainIdEquals: domain }), (answer) => answer.Apps);
  return apps.filter(({ Status }) => Status !== 'Deleted').map((app) => appFound(app, domain));
}

function appFound(app: AppDetails, domain: string): AppFound {
  return {
    domain,
    space: app.SpaceName ?? null,
    profile: app.UserProfileName ?? null,
    type: app.AppType ?? '',
    name: app.AppName ?? '',
    status: app.Status ?? '',
    instance: app.ResourceSpec?.InstanceType ?? null,
    sinceMs: app.CreationTime?.getTime() ?? null,
  };
}
