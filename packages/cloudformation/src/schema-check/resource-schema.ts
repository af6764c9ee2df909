import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The type that a value may have. */
export type ValueType =
  | { readonly type: 'string'; readonly allowedValues?: readonly string[] }
  | { readonly type: 'integer'; readonly allowedValues?: readonly number[] }
  | { readonly type: 'number' | 'boolean' | 'json' | 'date-time' | 'null' | 'tag' }
  | { readonly type: 'array' | 'map'; readonly element: ValueType }
  | { readonly type: 'union'; readonly types: readonly ValueType[] }
  | { readonly type: 'ref'; readonly reference: { readonly $ref: string } };

export interface PropertySchema {
  readonly type: ValueType;
  /** The types that the property had before; CloudFormation goes on accepting them. */
  readonly previousTypes?: readonly ValueType[];
  readonly required?: boolean;
  /** Whether a change makes a new resource in the place of the old one. */
  readonly causesReplacement?: 'yes' | 'no' | 'maybe';
  /** What its value may stand for: an attribute or property of a resource of another type. */
  readonly relationshipRefs?: readonly { readonly cloudFormationType: string; readonly propertyName: string }[];
}

export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

/** The schema of a type of resource, as CloudFormation knows it. */
export interface ResourceSchema {
  readonly type: string;
  readonly properties: PropertySchemas;
  /** Attributes that `Fn::GetAtt` answers to, by name. */
  readonly attributes: Readonly<Record<string, { readonly type: ValueType }>>;
  /** Names of the properties or attributes of which Ref is made. */
  readonly reference: readonly string[];
  /** Names of the properties or attributes that tell a resource from every other of its type; empty: unknown. */
  readonly identifier: readonly string[];
  /** With gaps such as `${Account}`; null: the specification has none. */
  readonly arnTemplate: string | null;
  /** Null: resources of this type have no tags. */
  readonly tagProperty: string | null;
  readonly stateful: boolean;
}

type Specification = ReturnType<typeof loadAwsServiceSpecSync>;

let specification: Specification | undefined;
const known = new Map<string, ResourceSchema | null>();

/** The schema of a type, null where CloudFormation has no such type. The first call reads 15 MB, about 0.4 s. */
export function resourceSchema(type: string): ResourceSchema | null {
  const seen = known.get(type);
  if (seen !== undefined) return seen;
  const schema = lookUp(type);
  known.set(type, schema);
  return schema;
}

/** The properties of a structure that a property is made of. */
export function structureOf(type: Extract<ValueType, { type: 'ref' }>): PropertySchemas {
  return loaded().get('typeDefinition', type.reference.$ref).properties;
}

/** Every type that CloudFormation knows. */
export function knownTypes(): string[] {
  return loaded()
    .all('resource')
    .map((each) => each.cloudFormationType);
}

function loaded(): Specification {
  specification ??= loadAwsServiceSpecSync();
  return specification;
}

function lookUp(type: string): ResourceSchema | null {
  const [found] = loaded().lookup('resource', 'cloudFormationType', 'equals', type);
  if (!found) return null;
  return {
    type,
    properties: found.properties,
    attributes: found.attributes,
    identifier: found.primaryIdentifier ?? [],
    reference: found.cfnRefIdentifier ?? found.primaryIdentifier ?? [],
    arnTemplate: found.arnTemplate ?? null,
    tagProperty: found.tagInformation?.tagPropertyName ?? null,
    stateful: found.isStateful === true,
  };
}
