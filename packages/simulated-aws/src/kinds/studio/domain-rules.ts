import { AwsFault } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import type { JsonMap, WireJson } from '../../world/resource-store.ts';

/** @throws AwsFault where the settings of a domain do not go together: API reference, "CreateDomain" and "UserSettings" */
export function checkDomain({ DomainSettings, AppSecurityGroupManagement, ...properties }: JsonMap): void {
  const hasRStudio = at(DomainSettings, 'RStudioServerProDomainSettings') !== undefined;
  if (AppSecurityGroupManagement !== undefined && !hasRStudio)
    throw refused('AppSecurityGroupManagement can only be set for Rstudio enabled domains.');
  const isIsolated = properties.AppNetworkAccessType === 'VpcOnly';
  if (hasRStudio && isIsolated && AppSecurityGroupManagement === undefined)
    throw refused('AppSecurityGroupManagement is required for VpcOnly domains with RStudio.');
  if (isIsolated && at(properties.DefaultUserSettings, 'SecurityGroups') === undefined)
    throw refused('SecurityGroups are required in DefaultUserSettings of a VpcOnly domain.');
  if (
    isIsolated &&
    isMap(properties.DefaultSpaceSettings) &&
    properties.DefaultSpaceSettings.SecurityGroups === undefined
  )
    throw refused('SecurityGroups are required in DefaultSpaceSettings of a VpcOnly domain.');
}

/** @throws AwsFault where settings would go that cannot: developer guide, "Edit domain settings"; the words are assumed */
export function checkUnset(before: JsonMap, after: JsonMap): void {
  for (const part of ['DefaultUserSettings', 'DefaultSpaceSettings'] as const) {
    if (before[part] !== undefined && after[part] === undefined) throw refused(`${part} cannot be unset.`);
  }
}

/** @throws AwsFault where a profile is not for the sign-in of its domain: API reference, "CreateUserProfile"; the words are assumed */
export function checkSignIn(domain: JsonMap, profile: JsonMap): void {
  const isCentral = domain.AuthMode === 'SSO';
  for (const name of ['SingleSignOnUserIdentifier', 'SingleSignOnUserValue']) {
    if (isCentral && profile[name] === undefined)
      throw refused(`${name} is required because the AuthMode of the domain is SSO.`);
    if (!isCentral && profile[name] !== undefined)
      throw refused(`${name} cannot be specified because the AuthMode of the domain is not SSO.`);
  }
}

/** @throws AwsFault where a space does not fit its domain: developer guide, "Create a shared space"; the words are assumed */
export function checkSpace(domain: JsonMap, space: JsonMap): void {
  const { OwnershipSettings: owner, SpaceSharingSettings: sharing, SpaceSettings: settings } = space;
  if ((owner === undefined) !== (sharing === undefined))
    throw refused('OwnershipSettings and SpaceSharingSettings are given together or not at all.');
  const isShared = at(sharing, 'SharingType') !== 'Private';
  if (isShared && at(domain.DefaultSpaceSettings, 'ExecutionRole') === undefined)
    throw refused('Shared spaces need a domain with DefaultSpaceSettings that have an ExecutionRole.');
  if (sharing !== undefined && at(settings, 'AppType') === undefined)
    throw refused('AppType is required in SpaceSettings of a space with SpaceSharingSettings.');
}

function at(value: WireJson | undefined, name: string): WireJson | undefined {
  return isMap(value) ? value[name] : undefined;
}

function refused(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}
