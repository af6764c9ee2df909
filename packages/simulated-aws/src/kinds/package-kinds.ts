import type { StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { addNew, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { invalid, notFound } from './refusal.ts';
import type { ResourceKind, WantedResource } from './resource-kind.ts';

const domainType = 'AWS::CodeArtifact::Domain';
const repositoryType = 'AWS::CodeArtifact::Repository';

const domain: ResourceKind = {
  type: domainType,
  minutes: minutesOf(domainType),
  create: (wanted, world) => {
    const { DomainName: name = '', EncryptionKey: key = '' } = wanted.properties;
    const given = { Owner: world.account, EncryptionKey: key, Name: name };
    return addNew(world, resourceFor(wanted, world, given));
  },
  remove: (resource, world) => {
    const isUsed = world.resources
      .list(repositoryType)
      .some((each) => each.properties.DomainName === resource.properties.DomainName);
    if (isUsed) throw invalid(`Domain ${resource.id} has repositories and cannot be deleted`, 'ResourceInUse');
    world.resources.remove(domainType, resource.id);
  },
};

const repository = inDomain(repositoryType, ({ properties }) => String(properties.RepositoryName), 'repository');
const packageGroup = inDomain(
  'AWS::CodeArtifact::PackageGroup',
  ({ properties }) => String(properties.Pattern),
  'package-group',
);

function inDomain(type: string, nameOf: (wanted: WantedResource) => string, word: string): ResourceKind {
  return {
    type,
    minutes: minutesOf(type),
    create: (wanted, world): StoredResource => {
      const { DomainName: inside } = wanted.properties;
      domainNamed(world, String(inside));
      const name = nameOf(wanted);
      const place = `arn:${world.partition}:codeartifact:${world.region}:${world.account}`;
      const given = { Arn: `${place}:${word}/${String(inside)}/${name}`, Name: name, DomainOwner: world.account };
      return addNew(world, resourceFor(wanted, world, given));
    },
  };
}

function domainNamed(world: World, name: string): void {
  const found = world.resources.list(domainType).some(({ properties }) => properties.DomainName === name);
  if (!found) throw notFound(`Domain not found. Domain '${name}' owned by account '${world.account}' does not exist.`);
}

/** CodeArtifact. */
export const packageKinds: readonly ResourceKind[] = [domain, repository, packageGroup];
