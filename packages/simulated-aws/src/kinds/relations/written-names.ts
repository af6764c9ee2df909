import {
  type PropertySchema,
  type PropertySchemas,
  resourceSchema,
  structureOf,
  type ValueType,
} from '@atelier/cloudformation';
import type { JsonMap, WireJson } from '../../world/resource-store.ts';

/** A text in the properties of a resource that stands for another resource. */
export interface WrittenName {
  /** Name of the property, such as `ExecutionRole`. */
  readonly property: string;
  readonly text: string;
  /** Types of which it may be one. */
  readonly types: readonly string[];
}

/** Types behind properties of which the schemas tell no relation, by the name of the property and the service that has it. */
const untold: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EMRServerless: { SecurityGroupIds: 'AWS::EC2::SecurityGroup', SubnetIds: 'AWS::EC2::Subnet' },
  CodeArtifact: { EncryptionKey: 'AWS::KMS::Key' },
  CodeCommit: { KmsKeyId: 'AWS::KMS::Key' },
  RedshiftServerless: { AdminPasswordSecretKmsKeyId: 'AWS::KMS::Key' },
  SageMaker: {
    AppImageConfigName: 'AWS::SageMaker::AppImageConfig',
    ArtifactStoreUri: 'AWS::S3::Bucket',
    DomainId: 'AWS::SageMaker::Domain',
    ExecutionRole: 'AWS::IAM::Role',
    ExecutionRoleArn: 'AWS::IAM::Role',
    ImageName: 'AWS::SageMaker::Image',
    KmsKeyId: 'AWS::KMS::Key',
    LifecycleConfigArn: 'AWS::SageMaker::StudioLifecycleConfig',
    LifecycleConfigArns: 'AWS::SageMaker::StudioLifecycleConfig',
    RoleArn: 'AWS::IAM::Role',
    S3ArtifactPath: 'AWS::S3::Bucket',
    S3KmsKeyId: 'AWS::KMS::Key',
    S3OutputPath: 'AWS::S3::Bucket',
    SageMakerImageArn: 'AWS::SageMaker::Image',
    SecurityGroupIds: 'AWS::EC2::SecurityGroup',
    SecurityGroups: 'AWS::EC2::SecurityGroup',
  },
};

/** Every name of another resource in the properties of one, as far as the schemas, or what is added to them, tell. */
export function writtenNames(type: string, properties: JsonMap): WrittenName[] {
  const schema = resourceSchema(type);
  if (schema === null) return [];
  const [, service = ''] = type.split('::');
  // What it is called itself is no name of another.
  const own = schema.identifier.filter((name) => schema.properties[name]?.relationshipRefs === undefined);
  const others = Object.entries(properties).filter(([name]) => !own.includes(name) || name === 'DomainId');
  return namesIn(Object.fromEntries(others), schema.properties, untold[service] ?? {});
}

function namesIn(value: JsonMap, schemas: PropertySchemas, added: Readonly<Record<string, string>>): WrittenName[] {
  return Object.entries(value).flatMap(([property, inside]): WrittenName[] => {
    const schema = schemas[property];
    if (schema === undefined) return [];
    const told = (schema.relationshipRefs ?? []).map(({ cloudFormationType }) => cloudFormationType);
    const types = told.length > 0 ? told : [added[property] ?? []].flat();
    const named = types.length === 0 ? [] : textsIn(inside).map((text) => ({ property, text, types }));
    return [...named, ...structuresIn(inside, schema).flatMap(([map, below]) => namesIn(map, below, added))];
  });
}

function textsIn(value: WireJson): string[] {
  return [value].flat().filter((each): each is string => typeof each === 'string');
}

/** The structures in a value, each with the schemas of its members. */
function structuresIn(value: WireJson, schema: PropertySchema): (readonly [JsonMap, PropertySchemas])[] {
  const types = [schema.type, ...(schema.previousTypes ?? [])].flatMap(structureTypes);
  const maps = [value].flat().filter((each): each is JsonMap => typeof each === 'object' && each !== null);
  return maps.flatMap((map) => types.slice(0, 1).map((type) => [map, structureOf(type)] as const));
}

function structureTypes(type: ValueType): Extract<ValueType, { type: 'ref' }>[] {
  if (type.type === 'ref') return [type];
  if (type.type === 'array' || type.type === 'map') return structureTypes(type.element);
  return type.type === 'union' ? type.types.flatMap(structureTypes) : [];
}
