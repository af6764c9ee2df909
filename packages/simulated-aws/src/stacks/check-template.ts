import {
  cycleIn,
  deletionPolicies,
  pseudoParameters,
  replacePolicies,
  resourceSchema,
  type WrittenReference,
  writtenReferences,
} from '@atelier/cloudformation';
import { customResourceType } from '../kinds/custom-resource-kind.ts';
import type { WireJson } from '../world/resource-store.ts';
import { dependencies } from './dependencies.ts';
import { formatError, validationError } from './parse-template.ts';
import { isMap, type RehearsedResource, type RehearsedTemplate } from './template.ts';

const resourceSections = new Set(
  'Type Properties DependsOn Condition DeletionPolicy UpdateReplacePolicy UpdatePolicy CreationPolicy Metadata'.split(
    ' ',
  ),
);

/** Throws what CloudFormation says at once of a template in which something does not fit together. */
export function checkTemplate(template: RehearsedTemplate): void {
  checkTypes(template);
  for (const [name, resource] of Object.entries(template.Resources)) checkResource(template, name, resource);
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (!isMap(output) || output.Value === undefined)
      throw formatError(`Output ${name} is malformed. The Value attribute is required.`);
    checkReferences(template, output.Value, 'Outputs');
    if (output.Condition !== undefined) checkCondition(template, output.Condition);
  }
  checkReferences(template, template.Conditions ?? {}, 'Conditions');
  const needs = dependencies(template.Resources);
  const cycle = cycleIn([...needs.keys()], (name) => needs.get(name) ?? []);
  if (cycle !== null)
    throw validationError(`Circular dependency between resources: [${[...new Set(cycle)].join(', ')}]`);
}

function checkTypes(template: RehearsedTemplate): void {
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  const unknown = [...types].filter((type) => type !== 'AWS::CDK::Metadata' && resourceSchema(type) === null);
  const beyond = [...types].filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::Stack');
  if (beyond.length > 0) throw validationError(`Resources of these types cannot be rehearsed: [${beyond.join(', ')}]`);
  if (template.Transform !== undefined) throw validationError('Templates with a Transform cannot be rehearsed');
  if (unknown.length > 0) throw formatError(`Unrecognized resource types: [${unknown.join(', ')}]`);
}

function checkResource(template: RehearsedTemplate, name: string, resource: RehearsedResource): void {
  const section = Object.keys(resource).find((key) => !resourceSections.has(key));
  if (section !== undefined) throw validationError(`Invalid template resource property '${section}'`);
  if (!/^[A-Za-z0-9]+$/.test(name)) throw formatError(`Resource name ${name} is non alphanumeric.`);
  checkPolicy('DeletionPolicy', resource.DeletionPolicy, deletionPolicies);
  checkPolicy('UpdateReplacePolicy', resource.UpdateReplacePolicy, replacePolicies);
  if (resource.Condition !== undefined) checkCondition(template, resource.Condition);
  const missing = [resource.DependsOn ?? []].flat().filter((each) => template.Resources[each] === undefined);
  if (missing.length > 0) throw unresolved(missing, 'Resources');
  checkReferences(template, resource.Properties ?? {}, 'Resources');
}

function checkPolicy(attribute: string, value: string | undefined, accepted: readonly string[]): void {
  if (value === undefined || accepted.includes(value)) return;
  throw formatError(`Unrecognized ${attribute} ${value}`);
}

function checkCondition(template: RehearsedTemplate, name: string): void {
  if (template.Conditions?.[name] === undefined) throw formatError(`Unresolved condition dependency ${name}`);
}

function checkReferences(template: RehearsedTemplate, value: WireJson, block: string): void {
  const references = writtenReferences(value, block);
  const missing = new Set<string>();
  for (const reference of references) {
    if (reference.kind === 'unknown')
      throw validationError(`Template error: ${reference.name} is not a valid intrinsic function`);
    if (reference.kind === 'condition') checkCondition(template, reference.name);
    if ((reference.kind === 'ref' || reference.kind === 'attribute') && !isThere(template, reference))
      missing.add(reference.name);
  }
  if (missing.size > 0) throw unresolved([...missing], block);
  for (const reference of references) {
    if (reference.kind === 'attribute' && reference.attribute !== null)
      checkAttribute(template, reference.name, reference.attribute);
  }
}

function isThere(template: RehearsedTemplate, { kind, name }: WrittenReference & { readonly name: string }): boolean {
  if (template.Resources[name] !== undefined) return true;
  return kind === 'ref' && (template.Parameters?.[name] !== undefined || pseudoParameters.has(name));
}

function checkAttribute(template: RehearsedTemplate, name: string, attribute: string): void {
  const type = template.Resources[name]?.Type ?? '';
  if (type === customResourceType || resourceSchema(type)?.attributes[attribute] !== undefined) return;
  throw validationError(`Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
}

function unresolved(names: readonly string[], block: string) {
  return formatError(`Unresolved resource dependencies [${names.join(', ')}] in the ${block} block of the template`);
}
