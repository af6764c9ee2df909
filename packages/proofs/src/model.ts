import { type EvaluatedResource, type EvaluatedStack, referencesIn, scalarText } from '@atelier/cloudformation';
import { textAt } from './at.ts';
import { findAttachments, type NetworkAttachment } from './network/attachments.ts';
import { buildNetwork, type NetworkModel } from './network/network.ts';
import { findIdentities, type Identity } from './policy/identities.ts';
import type { Resources } from './resources.ts';
import type { TypeEntry } from './types/type-table.ts';

/** All resources of templates that are deployed together, and what they mean for each other. */
export interface Model extends Resources {
  readonly stacks: readonly EvaluatedStack[];
  readonly network: NetworkModel;
  readonly places: readonly NetworkAttachment[];
  readonly identities: readonly Identity[];
  /** Table entries of the types that CloudFormation has, by type. */
  readonly types: ReadonlyMap<string, TypeEntry>;
}

export function buildModel(stacks: readonly EvaluatedStack[], types: ReadonlyMap<string, TypeEntry>): Model {
  const resources = indexResources(stacks.flatMap((stack) => stack.resources));
  const network = buildNetwork(resources);
  const places = findAttachments(resources, network);
  return { ...resources, stacks, network, places, identities: findIdentities(resources), types };
}

/** Unique among all stacks. */
export function addressOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string {
  return `${stack}/${logicalId}`;
}

/** The property in which a resource's own name stands, where policies and others use names; ids of what is there already. */
const nameProperties = new Map(
  Object.entries({
    'AWS::S3::Bucket': 'BucketName',
    'AWS::IAM::Role': 'RoleName',
    'AWS::IAM::User': 'UserName',
    'AWS::IAM::Group': 'GroupName',
    'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
    'AWS::SNS::Topic': 'TopicName',
    'AWS::SQS::Queue': 'QueueName',
    'AWS::ECS::Cluster': 'ClusterName',
    'AWS::CodeArtifact::Repository': 'RepositoryName',
    'AWS::EC2::VPC': 'VpcId',
    'AWS::EC2::Subnet': 'SubnetId',
    'AWS::EC2::RouteTable': 'RouteTableId',
    'AWS::EC2::SecurityGroup': 'GroupId',
    'AWS::EC2::NetworkAcl': 'Id',
  }),
);

/** The last part of an ARN, references in it left whole. */
const lastOfArn = /^arn:.*[:/]((?:[^:/⟨⟩]|⟨[^⟨⟩]*⟩)+)$/;

/** Resources as they are found by references, names and ARNs, and by ids where they have one. */
export function indexResources(all: readonly EvaluatedResource[]): Resources {
  const byType = new Map<string, EvaluatedResource[]>();
  const byAddress = new Map<string, EvaluatedResource>();
  const byName = new Map<string, EvaluatedResource>();
  for (const resource of all) {
    const alike = byType.get(resource.type);
    if (alike === undefined) byType.set(resource.type, [resource]);
    else alike.push(resource);
    byAddress.set(addressOf(resource), resource);
    const name = textAt(resource.properties, nameProperties.get(resource.type) ?? '');
    if (name !== undefined) byName.set(name, resource);
  }
  return {
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    find: (value) => {
      const text = scalarText(value);
      const tail = text === null ? null : (lastOfArn.exec(text)?.[1] ?? text);
      // Text around a reference makes another name of it: `${Bucket}-other` is not that bucket.
      const isComposed = tail !== null && !/^⟨[^⟨⟩]*⟩$/.test(tail);
      const [reference] = isComposed ? [] : referencesIn(tail ?? value);
      const referred = reference === undefined ? undefined : byAddress.get(addressOf(reference));
      return referred ?? byName.get(text ?? '') ?? byName.get(tail ?? '');
    },
  };
}
