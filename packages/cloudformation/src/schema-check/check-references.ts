import { type WrittenReference, writtenReferences } from '../references/written-references.ts';
import type { Template, TemplateResource } from '../template.ts';
import { isMap, own } from '../value.ts';
import { accepted } from './accepted.ts';
import { resourceSchema } from './resource-schema.ts';
import type { SchemaFinding } from './schema-finding.ts';

type Found = Omit<SchemaFinding, 'resource' | 'path'>;

/** Names that every template may refer to. */
export const pseudoParameters: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

/** Types whose attributes come from what they run, hold or are turned into. */
const openAttributes = new Set([
  'AWS::CloudFormation::CustomResource',
  'AWS::CloudFormation::Stack',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
]);

/** Check what one resource, output or condition refers to. */
export function checkReferences(template: Template, resource: string | null, references: readonly WrittenReference[]) {
  const findings: SchemaFinding[] = [];
  for (const reference of references) {
    const found = checkReference(template, reference);
    if (found) findings.push({ ...found, resource, path: reference.path });
  }
  return findings;
}

/** References of a resource's properties. */
export function referencesOf(resource: TemplateResource): WrittenReference[] {
  return writtenReferences(resource.Properties ?? {}, 'Properties');
}

function checkReference(template: Template, reference: WrittenReference): Found | null {
  switch (reference.kind) {
    case 'ref':
      return checkRef(template, reference.name);
    case 'attribute':
      return checkAttribute(template, reference.name, reference.attribute);
    case 'condition':
      return checkCondition(template, reference.name);
    case 'mapping':
      return checkMapping(template, reference.name, reference.keys);
    case 'unknown':
      return {
        rule: 'unknown-function',
        message: `${reference.name} is not a function that CloudFormation knows, or is not given what it takes`,
        fix: 'Correct the name of the function and its arguments.',
      };
    case 'imported':
      return null;
  }
}

function checkRef(template: Template, name: string): Found | null {
  if ([template.Resources, template.Parameters].some((names) => own(names, name)) || pseudoParameters.has(name))
    return null;
  return unknownName('unknown-reference', name, 'resource or parameter', [
    ...Object.keys(template.Resources),
    ...Object.keys(template.Parameters ?? {}),
  ]);
}

function checkAttribute(template: Template, name: string, attribute: string | null): Found | null {
  const resource = own(template.Resources, name);
  if (!isMap(resource)) return unknownName('unknown-reference', name, 'resource', Object.keys(template.Resources));
  const { Type: type } = resource;
  if (attribute === null || typeof type !== 'string' || hasOpenAttributes(type)) return null;
  const schema = resourceSchema(type);
  if (!schema || Object.hasOwn(schema.attributes, attribute)) return null;
  const message = `${name} is an ${type}, which has no attribute ${attribute}`;
  const names = Object.keys(schema.attributes);
  if (names.length === 0) return { rule: 'unknown-attribute', message: `${message}, nor any other`, fix: 'Use Ref.' };
  const choice = `accepted are ${accepted(attribute, names)}`;
  return {
    rule: 'unknown-attribute',
    message: `${message}; ${choice}`,
    fix: 'Name one of its attributes, or use Ref.',
  };
}

function hasOpenAttributes(type: string): boolean {
  return /^(Custom|AWS::Serverless)::/.test(type) || openAttributes.has(type);
}

export function checkCondition(template: Template, name: string): Found | null {
  if (own(template.Conditions, name) !== undefined) return null;
  return unknownName('unknown-condition', name, 'condition', Object.keys(template.Conditions ?? {}));
}

function checkMapping(template: Template, name: string, keys: readonly unknown[]): Found | null {
  const mappings = template.Mappings ?? {};
  let place = own(mappings, name);
  if (place === undefined) return unknownName('unknown-mapping', name, 'mapping', Object.keys(mappings));
  for (const key of keys) {
    if (typeof key !== 'string' || !isMap(place)) return null;
    if (!Object.hasOwn(place, key)) return unknownName('unknown-mapping', key, `key of ${name}`, Object.keys(place));
    place = place[key];
  }
  return null;
}

export function unknownName(rule: Found['rule'], name: string, kind: string, names: readonly string[]): Found {
  const choice = names.length === 0 ? 'there is none' : `there are ${accepted(name, names)}`;
  return { rule, message: `${name} is no ${kind} of this template; ${choice}`, fix: 'Correct the name or add it.' };
}
