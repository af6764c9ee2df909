import type { JsonMap, WireJson } from '../world/resource-store.ts';

/** One resource as a template writes it. */
export interface RehearsedResource {
  readonly Type: string;
  readonly Properties?: JsonMap;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: WireJson;
}

export interface RehearsedOutput {
  readonly Value: WireJson;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: WireJson };
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: WireJson;
  readonly Description?: string;
  readonly NoEcho?: boolean | string;
  readonly AllowedValues?: readonly WireJson[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
}

export interface RehearsedTemplate {
  readonly Description?: string;
  readonly Metadata?: WireJson;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, JsonMap>>;
  readonly Conditions?: JsonMap;
  readonly Rules?: Readonly<Record<string, TemplateRule>>;
  readonly Resources: Readonly<Record<string, RehearsedResource>>;
  readonly Outputs?: Readonly<Record<string, RehearsedOutput>>;
  readonly Transform?: WireJson;
}

export interface TemplateRule {
  readonly RuleCondition?: WireJson;
  readonly Assertions: readonly { readonly Assert: WireJson; readonly AssertDescription?: string }[];
}

export function isMap(value: unknown): value is Readonly<Record<string, WireJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A function in the place of a value: `{Ref: 'Bucket'}`, `{'Fn::Join': […]}`; null: a plain value. */
export function functionIn(value: unknown): { readonly name: string; readonly argument: WireJson } | null {
  if (!isMap(value)) return null;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return null;
  const [name, argument] = entry;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument } : null;
}
