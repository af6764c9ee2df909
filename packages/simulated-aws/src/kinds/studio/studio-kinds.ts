import { AwsFault } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource, WireJson } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { addNew, genericKind, resourceFor } from '../generic-kind.ts';
import { minutesOf } from '../minutes.ts';
import { alreadyExists } from '../refusal.ts';
import type { ResourceKind, WantedResource } from '../resource-kind.ts';
import {
  domainType,
  inUse,
  ownerOf,
  profileType,
  refuseBusyProfile,
  refuseBusySpace,
  refuseFullDomain,
  spaceType,
} from './deletion-rules.ts';
import { checkDomain, checkSignIn, checkSpace, checkUnset } from './domain-rules.ts';
import { makeHomeFolders } from './home-folders.ts';
import { checkInDirectory, makeApplication, removeApplication } from './sign-in-application.ts';
import { refuseUpdateWhileAppsRun } from './update-rules.ts';

const domain: ResourceKind = {
  type: domainType,
  minutes: minutesOf(domainType),
  create: (wanted, world) => {
    const { DomainName, VpcId, SubnetIds, HomeEfsFileSystemCreation } = wanted.properties;
    checkDomain(wanted.properties);
    if (present(world, domainType).some(({ properties }) => properties.DomainName === DomainName))
      throw alreadyExists(wanted, 'DomainName', String(DomainName));
    const id = world.newId('d');
    const arn = `arn:${world.partition}:sagemaker:${world.region}:${world.account}:domain/${id}`;
    const place = { vpc: String(VpcId), subnets: strings(SubnetIds) };
    const hasHome = HomeEfsFileSystemCreation !== 'Disabled';
    const home = hasHome ? makeHomeFolders(world, { domainId: id, domainArn: arn, ...place }) : null;
    const given = {
      DomainId: id,
      DomainArn: arn,
      Url: `https://${id}.studio.${world.region}.sagemaker.aws`,
      ...(home === null ? {} : { HomeEfsFileSystemId: home }),
      ...(wanted.properties.AuthMode === 'SSO' ? makeApplication(world, id) : {}),
    };
    return addNew(world, { ...resourceFor(wanted, world, given), status: 'InService' });
  },
  update: (resource, properties, world) => {
    checkDomain(properties);
    checkUnset(resource.properties, properties);
    refuseUpdateWhileAppsRun(world, resource, properties);
    return genericKind(domainType).update(resource, properties, world);
  },
  // CloudFormation cannot ask for the file system to go too: it stays, with all that was made for it.
  remove: (resource, world) => {
    refuseFullDomain(world, resource);
    removeApplication(world, resource);
    world.resources.remove(domainType, resource.id);
  },
};

const profile: ResourceKind = {
  type: profileType,
  minutes: minutesOf(profileType),
  create: (wanted, world) => {
    checkSignIn(domainOf(wanted, world).properties, wanted.properties);
    checkInDirectory(world, wanted.properties);
    return addNew(world, { ...resourceFor(wanted, world), status: 'InService' });
  },
  remove: (resource, world) => {
    refuseBusyProfile(world, resource);
    world.resources.remove(profileType, resource.id);
  },
};

const space: ResourceKind = {
  type: spaceType,
  minutes: minutesOf(spaceType),
  create: (wanted, world) => {
    checkSpace(domainOf(wanted, world).properties, wanted.properties);
    const made = { ...resourceFor(wanted, world), status: 'InService' };
    const owner = ownerOf(made);
    const isThere = ({ properties }: StoredResource) =>
      properties.DomainId === made.properties.DomainId && properties.UserProfileName === owner;
    if (owner !== null && !present(world, profileType).some(isThere))
      throw new AwsFault('ResourceNotFound', `User profile [${owner}] does not exist`);
    return addNew(world, made);
  },
  remove: (resource, world) => {
    refuseBusySpace(world, resource);
    world.resources.remove(spaceType, resource.id);
  },
};

/** One that outlives its domain and goes on being billed. */
function tracking(type: string, status: string): ResourceKind {
  const isNamed = (wanted: WantedResource, { properties }: StoredResource) =>
    properties.Name !== undefined && properties.Name === wanted.properties.Name;
  return {
    type,
    minutes: minutesOf(type),
    create: (wanted, world) => {
      if (present(world, type).some((resource) => isNamed(wanted, resource)))
        throw alreadyExists(wanted, 'Name', String(wanted.properties.Name));
      return addNew(world, { ...resourceFor(wanted, world), status });
    },
  };
}

const lifecycleConfig: ResourceKind = {
  type: 'AWS::SageMaker::StudioLifecycleConfig',
  minutes: minutesOf('AWS::SageMaker::StudioLifecycleConfig'),
  remove: (resource, world) => {
    const user = world.resources.list(domainType).find((each) => uses(each.properties, resource));
    if (user) throw inUse(`Unable to delete StudioLifecycleConfig [${resource.id}] because it is used by ${user.id}`);
    world.resources.remove(resource.type, resource.id);
  },
};

const modelPackageGroup: ResourceKind = {
  type: 'AWS::SageMaker::ModelPackageGroup',
  minutes: minutesOf('AWS::SageMaker::ModelPackageGroup'),
  remove: (resource, world) => {
    const inside = world.resources
      .list('AWS::SageMaker::ModelPackage')
      .filter((each) => each.properties.ModelPackageGroupName === resource.properties.ModelPackageGroupName);
    if (inside.length > 0)
      throw new AwsFault(
        'ConflictException',
        'Model Package Group cannot be deleted as it still contains Model Packages.',
      );
    world.resources.remove(resource.type, resource.id);
  },
};

function uses(properties: StoredResource['properties'], { attributes }: StoredResource): boolean {
  const arn = attributes.StudioLifecycleConfigArn;
  return typeof arn === 'string' && JSON.stringify(properties).includes(`"${arn}"`);
}

function domainOf({ properties }: WantedResource, world: World): StoredResource {
  const found = present(world, domainType).find(({ id }) => id === properties.DomainId);
  if (found === undefined) throw new AwsFault('ResourceNotFound', `Domain [${properties.DomainId}] does not exist`);
  return found;
}

function strings(value: WireJson | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** SageMaker's resources with what is peculiar to them. */
export const studioKinds: readonly ResourceKind[] = [
  domain,
  profile,
  space,
  tracking('AWS::SageMaker::MlflowApp', 'Created'),
  tracking('AWS::SageMaker::MlflowTrackingServer', 'Created'),
  lifecycleConfig,
  modelPackageGroup,
];
