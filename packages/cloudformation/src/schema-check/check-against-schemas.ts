import { circularDependency } from '../references/circular-dependency.ts';
import { intrinsicOf } from '../references/intrinsic.ts';
import { type WrittenReference, writtenReferences } from '../references/written-references.ts';
import type { Template, TemplateResource } from '../template.ts';
import { isMap } from '../value.ts';
import { accepted } from './accepted.ts';
import { checkCondition, checkReferences, referencesOf, unknownName } from './check-references.ts';
import { explainMisfit } from './explain-misfit.ts';
import { findMisfits } from './find-misfits.ts';
import { knownTypes, resourceSchema } from './resource-schema.ts';
import type { SchemaFinding } from './schema-finding.ts';

const resourceKeys: Readonly<Record<string, true>> = {
  Type: true,
  Properties: true,
  DependsOn: true,
  Condition: true,
  DeletionPolicy: true,
  UpdateReplacePolicy: true,
  UpdatePolicy: true,
  CreationPolicy: true,
  Metadata: true,
  Transform: true,
  // Of custom resources.
  Version: true,
};
/** Values of DeletionPolicy. */
export const deletionPolicies: readonly string[] = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
/** Values of UpdateReplacePolicy. */
export const replacePolicies: readonly string[] = ['Delete', 'Retain', 'Snapshot'];

/**
 * Everything in a template that the schemas of CloudFormation and its rules for references do not accept.
 *
 * Values that are computed during deployment are taken to fit. Lengths, patterns and ranges of values are not checked.
 */
export function checkAgainstSchemas(template: Template): SchemaFinding[] {
  if (!isMap(template) || !isMap(template.Resources)) return [noResources];
  const references = new Map<string, WrittenReference[]>();
  const findings = Object.entries(template.Resources).flatMap(([name, resource]) => {
    if (!isMap(resource)) return [malformed(name, '', 'A resource is an object with Type and Properties')];
    references.set(name, referencesOf(resource));
    return [
      ...checkShape(name, resource),
      ...checkType(name, resource),
      ...checkPlaceInTemplate(template, name, resource),
      ...checkReferences(template, name, references.get(name) ?? []),
    ];
  });
  findings.push(...checkOutputs(template));
  const cycle = circularDependency(template, (name) => references.get(name) ?? []);
  if (cycle) findings.push(circular(cycle));
  return findings;
}

const noResources: SchemaFinding = {
  rule: 'malformed-resource',
  resource: null,
  path: 'Resources',
  message: 'The template has no Resources, or they are not an object',
  fix: 'Add Resources, each with its Type and Properties.',
};

function checkShape(name: string, resource: TemplateResource): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  for (const key in resource) {
    if (Object.hasOwn(resourceKeys, key)) continue;
    findings.push(
      malformed(name, key, `${key} is no part of a resource; accepted are ${accepted(key, Object.keys(resourceKeys))}`),
    );
  }
  for (const [key, policies] of [
    ['DeletionPolicy', deletionPolicies],
    ['UpdateReplacePolicy', replacePolicies],
  ] as const) {
    const given = resource[key];
    if (given === undefined || intrinsicOf(given) || policies.includes(given)) continue;
    findings.push(malformed(name, key, `"${given}" is not accepted; accepted are ${policies.join(', ')}`));
  }
  return findings;
}

function checkType(name: string, resource: TemplateResource): SchemaFinding[] {
  const { Type: type, Properties: properties = {} } = resource;
  if (typeof type !== 'string') return [malformed(name, 'Type', 'A resource has a Type, such as AWS::S3::Bucket')];
  if (!isMap(properties)) return [malformed(name, 'Properties', 'Properties is an object')];
  if (type.startsWith('Custom::') || type === 'AWS::CDK::Metadata') return [];
  const schema = resourceSchema(type);
  if (!schema) return [unknownType(name, type)];
  return findMisfits(properties, schema.properties).map((misfit) => ({
    resource: name,
    ...explainMisfit(misfit, type),
  }));
}

function unknownType(resource: string, type: string): SchemaFinding {
  const message = `CloudFormation has no type ${type}; there are ${accepted(type, knownTypes())}`;
  return { rule: 'unknown-type', resource, path: 'Type', message, fix: 'Correct the type.' };
}

function checkPlaceInTemplate(template: Template, name: string, resource: TemplateResource): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  for (const needed of [resource.DependsOn ?? []].flat()) {
    if (Object.hasOwn(template.Resources, needed)) continue;
    const found = unknownName('unknown-dependency', needed, 'resource', Object.keys(template.Resources));
    findings.push({ ...found, resource: name, path: 'DependsOn' });
  }
  if (resource.Condition === undefined) return findings;
  const found = checkCondition(template, resource.Condition);
  return found ? [...findings, { ...found, resource: name, path: 'Condition' }] : findings;
}

function checkOutputs(template: Template): SchemaFinding[] {
  return checkReferences(template, null, [
    ...writtenReferences(template.Outputs ?? {}, 'Outputs'),
    ...writtenReferences(template.Conditions ?? {}, 'Conditions'),
  ]);
}

function malformed(resource: string, path: string, message: string): SchemaFinding {
  return {
    rule: 'malformed-resource',
    resource,
    path,
    message,
    fix: 'Write it as CloudFormation describes resources.',
  };
}

function circular(cycle: readonly string[]): SchemaFinding {
  const message = `These wait for one another and can never be made: ${cycle.join(' -> ')}`;
  const fix = 'Take one of these references or DependsOn away.';
  return { rule: 'circular-dependency', resource: cycle[0] ?? null, path: '', message, fix };
}
