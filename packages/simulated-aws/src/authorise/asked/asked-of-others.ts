import type { Members } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import {
  type AskedRight,
  type AskedRights,
  factsOf,
  globalArn,
  onEverything,
  onOne,
  regionalArn,
} from '../asked-right.ts';

type About = Omit<AskedRight, 'action'>;

/** Rights that calls of IAM need. */
export const askedOfIam: AskedRights = {
  ...onEverything('iam', ['ListPolicies', 'ListRoles']),
  ...onOne(
    'iam',
    ['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'GetRole', 'ListAttachedRolePolicies', 'ListRolePolicies'],
    ({ RoleName, PolicyArn }, world) => {
      const role = world.resources.get('AWS::IAM::Role', String(RoleName));
      return {
        resource: String(role?.attributes.Arn ?? globalArn(world, 'iam', `role/${RoleName}`)),
        tags: tagsIn(role?.properties.Tags),
        facts: factsOf({ 'iam:PolicyARN': PolicyArn }),
      };
    },
  ),
  ...onOne('iam', ['DeletePolicy', 'GetPolicy'], ({ PolicyArn }) => ({ resource: String(PolicyArn) })),
};

/** Rights that calls of STS need; asking who one is needs none. */
export const askedOfSts: AskedRights = {
  GetCallerIdentity: () => [],
  AssumeRole: ({ RoleArn, RoleSessionName, ExternalId }, { resources }) => {
    const role = resources.list('AWS::IAM::Role').find(({ attributes }) => attributes.Arn === RoleArn);
    const facts = factsOf({ 'sts:RoleSessionName': RoleSessionName, 'sts:ExternalId': ExternalId });
    return [{ action: 'sts:AssumeRole', resource: String(RoleArn), tags: tagsIn(role?.properties.Tags), facts }];
  },
};

/** Rights that calls of Systems Manager's parameters need. */
export const askedOfSsm: AskedRights = {
  ...onOne('ssm', ['DeleteParameter', 'GetParameter', 'GetParameterHistory', 'PutParameter'], ({ Name }, world) =>
    parameter(Name, world),
  ),
  GetParameters: ({ Names = [] }, world) =>
    (Names as readonly string[]).map((name) => ({ action: 'ssm:GetParameters', ...parameter(name, world) })),
  ...onOne('ssm', ['GetParametersByPath'], ({ Path }, world) => parameter(String(Path).replace(/\/$/, ''), world)),
};

function parameter(name: unknown, world: World): About {
  const plain = String(name).replace(/^arn:[^/]*:parameter(?=\/)/, '');
  const resource = regionalArn(world, 'ssm', `parameter/${plain.replace(/^\//, '')}`);
  return { resource, tags: tagsIn(world.resources.get('AWS::SSM::Parameter', plain)?.properties.Tags) };
}

/** Rights that calls of KMS need. */
export const askedOfKms: AskedRights = {
  ...onEverything('kms', ['ListAliases', 'ListKeys']),
  ...onOne('kms', ['DescribeKey', 'ScheduleKeyDeletion'], ({ KeyId }, { resources, ...world }) => {
    const asked = String(KeyId).replace(/^arn:[^/]*:(key\/)?(?=[^/]+(\/|$))/, '');
    const target = resources.get('AWS::KMS::Alias', asked)?.properties.TargetKeyId;
    const id = String(target ?? asked).replace(/^.*:key\//, '');
    const resource = regionalArn({ resources, ...world }, 'kms', `key/${id}`);
    return { resource, tags: tagsIn(resources.get('AWS::KMS::Key', id)?.properties.Tags) };
  }),
};

/**
 * Rights that calls of CloudWatch Logs need; all but those about tags ask for a group with what follows it (CloudWatch Logs
 * User Guide, "CloudWatch Logs resources and operations").
 */
export const askedOfLogs: AskedRights = {
  ...onOne('logs', ['DescribeLogGroups'], (_, world) => ({
    resource: regionalArn(world, 'logs', 'log-group::log-stream:'),
  })),
  ...onOne('logs', ['CreateLogGroup', 'DeleteLogGroup', 'DescribeLogStreams'], group),
  ...onOne('logs', ['FilterLogEvents'], group),
  ...onOne('logs', ['ListTagsForResource', 'TagResource'], ({ resourceArn, tags = {} }, world) => {
    const name = String(resourceArn).replace(/^.*:log-group:/, '');
    return {
      resource: String(resourceArn),
      tags: groupTags(name, world),
      gives: tagsIn(tags as Record<string, string>),
    };
  }),
};

function group({ logGroupName, tags = {} }: Members, world: World): About {
  return {
    resource: regionalArn(world, 'logs', `log-group:${logGroupName}:log-stream:`),
    tags: groupTags(String(logGroupName), world),
    gives: tagsIn(tags as Record<string, string>),
  };
}

function groupTags(name: string, { resources }: World): readonly Tag[] {
  return tagsIn(resources.get('AWS::Logs::LogGroup', name)?.properties.Tags);
}

/** Rights that calls about home folders need. */
export const askedOfEfs: AskedRights = {
  ...onOne(
    'elasticfilesystem',
    [
      'DeleteFileSystem',
      'DescribeFileSystems',
      'DescribeMountTargets',
      'DescribeMountTargetSecurityGroups',
      'DeleteMountTarget',
    ],
    fileSystem,
  ),
  ...onOne('elasticfilesystem', ['DescribeAccessPoints', 'DeleteAccessPoint'], (input, world) => {
    if (input.AccessPointId === undefined) return fileSystem(input, world);
    const point = world.resources.get('AWS::EFS::AccessPoint', String(input.AccessPointId));
    const resource = regionalArn(world, 'elasticfilesystem', `access-point/${input.AccessPointId}`);
    return { resource, tags: tagsIn(point?.properties.AccessPointTags) };
  }),
  ...onOne('elasticfilesystem', ['TagResource'], ({ ResourceId, Tags }, world) => ({
    ...fileSystem({ FileSystemId: ResourceId }, world),
    gives: Tags as readonly Tag[],
  })),
};

function fileSystem({ FileSystemId, MountTargetId }: Members, world: World): About {
  const target = world.resources.get('AWS::EFS::MountTarget', String(MountTargetId));
  const id = String(FileSystemId ?? target?.properties.FileSystemId ?? '*');
  const tags = tagsIn(world.resources.get('AWS::EFS::FileSystem', id)?.properties.FileSystemTags);
  return { resource: regionalArn(world, 'elasticfilesystem', `file-system/${id}`), tags };
}

/** Rights that calls about networks need. */
export const askedOfEc2: AskedRights = {
  ...onEverything('ec2', [
    ...['DescribeEgressOnlyInternetGateways', 'DescribeInternetGateways', 'DescribeNatGateways', 'DescribeNetworkAcls'],
    ...['DescribeNetworkInterfaces', 'DescribeRouteTables', 'DescribeSecurityGroups', 'DescribeSubnets'],
    ...['DescribeVpcEndpoints', 'DescribeVpcPeeringConnections', 'DescribeVpcs', 'DescribeVpnGateways'],
    ...['DescribeAvailabilityZones', 'DescribeVpcAttribute'],
  ]),
  ...onOne(
    'ec2',
    ['DeleteSecurityGroup', 'RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
    ({ GroupId }, world) => ({
      resource: regionalArn(world, 'ec2', `security-group/${GroupId}`),
      tags: tagsIn(world.resources.get('AWS::EC2::SecurityGroup', String(GroupId))?.properties.Tags),
    }),
  ),
  ...onOne('ec2', ['DeleteNetworkInterface'], ({ NetworkInterfaceId: id }, world) => ({
    resource: regionalArn(world, 'ec2', `network-interface/${id}`),
    tags: tagsIn(world.resources.get('AWS::EC2::NetworkInterface', String(id))?.properties.Tags),
  })),
};

/** Rights that calls about code, images, warehouses and trails need. */
export const askedOfCodeCommit: AskedRights = {
  ...onEverything('codecommit', ['ListRepositories']),
  ...onOne('codecommit', ['DeleteRepository', 'GetRepository', 'UpdateRepositoryName'], (input, world) => {
    const name = input.repositoryName ?? input.oldName;
    const found = world.resources
      .list('AWS::CodeCommit::Repository')
      .find(({ properties }) => properties.RepositoryName === name);
    return { resource: regionalArn(world, 'codecommit', String(name)), tags: tagsIn(found?.properties.Tags) };
  }),
};

export const askedOfWarehouses: AskedRights = {
  ...onEverything('redshift-serverless', ['ListNamespaces', 'ListWorkgroups']),
  ...onOne('redshift-serverless', ['DeleteNamespace', 'GetNamespace'], ({ namespaceName: name }, world) =>
    namespace(world, ({ properties }) => properties.NamespaceName === name),
  ),
  ...onOne('redshift-serverless', ['ListTagsForResource'], ({ resourceArn }, world) => withArn(resourceArn, world)),
  ...onOne('redshift-serverless', ['TagResource'], ({ resourceArn, tags }, world) => ({
    ...withArn(resourceArn, world),
    gives: (tags as readonly { readonly key: string; readonly value: string }[]).map(({ key: Key, value: Value }) => ({
      Key,
      Value,
    })),
  })),
  ...onOne('redshift-serverless', ['UntagResource'], ({ resourceArn, tagKeys }, world) => ({
    ...withArn(resourceArn, world),
    facts: { 'aws:TagKeys': tagKeys as readonly string[] },
  })),
};

function withArn(arn: unknown, world: World): About {
  return { ...namespace(world, (found) => arnOfNamespace(found) === arn), resource: String(arn) };
}

function namespace(world: World, isMeant: (found: StoredResource) => boolean): About {
  const found = world.resources.list('AWS::RedshiftServerless::Namespace').find(isMeant);
  const arn = found && arnOfNamespace(found);
  return {
    resource: String(arn ?? regionalArn(world, 'redshift-serverless', 'namespace/*')),
    tags: tagsIn(found?.properties.Tags),
  };
}

function arnOfNamespace({ attributes }: StoredResource): unknown {
  return Object.entries(attributes).find(([key]) => key.endsWith('NamespaceArn'))?.[1];
}

export const askedOfEcr: AskedRights = onOne('ecr', ['DescribeRepositories'], ({ repositoryNames }, world) => ({
  resource: regionalArn(world, 'ecr', `repository/${(repositoryNames as readonly string[] | undefined)?.[0] ?? '*'}`),
}));

export const askedOfCloudTrail: AskedRights = onEverything('cloudtrail', ['LookupEvents']);
