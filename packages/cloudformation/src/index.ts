export { type CidrRange, cidrBlocks, isInside, parseCidr } from './functions/cidr-blocks.ts';
export { type EvaluatedResource, type EvaluatedStack, evaluate } from './functions/evaluate.ts';
export { isUnknown, type Reference, referencesIn, unknown } from './functions/reference.ts';
export type { Pseudo } from './functions/scope.ts';
export { parseTemplate } from './reading/parse-template.ts';
export { readTemplates } from './reading/read-templates.ts';
export { readYaml } from './reading/read-yaml.ts';
export { cycleIn } from './references/circular-dependency.ts';
export { intrinsicOf } from './references/intrinsic.ts';
export { type WrittenReference, writtenReferences } from './references/written-references.ts';
export { certaintyAt, type Replacement, replacements } from './replacement.ts';
export { checkAgainstSchemas, deletionPolicies, replacePolicies } from './schema-check/check-against-schemas.ts';
export { pseudoParameters, referencesOf } from './schema-check/check-references.ts';
export { findMisfits, type Misfit } from './schema-check/find-misfits.ts';
export {
  knownTypes,
  type PropertySchema,
  type PropertySchemas,
  type ResourceSchema,
  resourceSchema,
  structureOf,
  type ValueType,
} from './schema-check/resource-schema.ts';
export type { StackTemplate, Template, TemplateResource } from './template.ts';
export { isMap, own, scalarText, textIn, type Value, type ValueMap } from './value.ts';
