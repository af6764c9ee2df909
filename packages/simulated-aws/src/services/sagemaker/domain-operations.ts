import { kindOf } from '../../kinds/kinds.ts';
import { minutesOf } from '../../kinds/minutes.ts';
import { domainType, refuseFullDomain } from '../../kinds/studio/deletion-rules.ts';
import { leaveHomeFolders } from '../../kinds/studio/home-folders.ts';
import { removeApplication } from '../../kinds/studio/sign-in-application.ts';
import type { Operation } from '../../service/service.ts';
import { isMap } from '../../stacks/template.ts';
import { leave, present } from '../../world/leaving.ts';
import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import { theIdle, theOne, times } from './described.ts';

const named = (id: unknown) => (resource: StoredResource) => resource.id === id;

const listDomains: Operation = (_, world) => ({
  Domains: present(world, domainType).map((domain) => ({
    DomainId: domain.id,
    DomainArn: domain.attributes.DomainArn,
    DomainName: domain.properties.DomainName,
    Status: domain.status,
    Url: domain.attributes.Url,
    ...times(domain),
  })),
});

const describeDomain: Operation = ({ DomainId }, world) => {
  const domain = theOne(world, domainType, named(DomainId), DomainId);
  const { DomainName, AuthMode, VpcId, SubnetIds, AppNetworkAccessType, KmsKeyId } = domain.properties;
  const { DomainArn, HomeEfsFileSystemId, Url } = domain.attributes;
  const { SingleSignOnApplicationArn, SingleSignOnManagedApplicationInstanceId } = domain.attributes;
  return {
    ...{ DomainId, DomainArn, DomainName, Status: domain.status, AuthMode, VpcId, SubnetIds, Url },
    ...times(domain),
    ...(HomeEfsFileSystemId === undefined ? {} : { HomeEfsFileSystemId }),
    ...(SingleSignOnApplicationArn === undefined
      ? {}
      : { SingleSignOnApplicationArn, SingleSignOnManagedApplicationInstanceId }),
    ...(AppNetworkAccessType === undefined ? {} : { AppNetworkAccessType }),
    ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
  };
};

const deleteDomain: Operation = ({ DomainId, RetentionPolicy }, world) => {
  const domain = theIdle(world, domainType, named(DomainId), DomainId);
  refuseFullDomain(world, domain);
  const minutes = minutesOf(domainType);
  const policy = typeof RetentionPolicy === 'object' && RetentionPolicy !== null ? RetentionPolicy : {};
  if ('HomeEfsFileSystem' in policy && policy.HomeEfsFileSystem === 'Delete')
    leaveHomeFolders(world, domain.id, minutes);
  removeApplication(world, domain);
  leave(world, domain, minutes, 'Deleting');
  return {};
};

/** Settings that the call leaves out stay. */
const updateDomain: Operation = ({ DomainId, DomainSettingsForUpdate, ...changes }, world) => {
  const domain = theIdle(world, domainType, named(DomainId), DomainId);
  const asked = { ...changes, DomainSettings: DomainSettingsForUpdate };
  const changed = Object.entries(asked).flatMap(([name, value]): [string, WireJson][] => {
    const before = domain.properties[name];
    if (value === undefined) return [];
    return [[name, isMap(value) && isMap(before) ? { ...before, ...value } : (value as WireJson)]];
  });
  kindOf(domainType).update(domain, { ...domain.properties, ...Object.fromEntries(changed) }, world);
  return { DomainArn: domain.attributes.DomainArn };
};

export const domainOperations: Readonly<Record<string, Operation>> = {
  ListDomains: listDomains,
  DescribeDomain: describeDomain,
  DeleteDomain: deleteDomain,
  UpdateDomain: updateDomain,
};
