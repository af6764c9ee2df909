import type { StackTemplate } from '../template.ts';
import { own, scalarText, textIn, type Value } from '../value.ts';
import { literal, referenceText, unknownText } from './reference.ts';

/** Values that are the same for every stack; left out, each stays unknown. A stack's own region and account come first. */
export interface Pseudo {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  /** Values of parameters of the stacks that are no nested ones, by name; they come before the defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The outcome supposed of comparisons that nobody can decide; left out, every condition on them is taken to be true. */
  readonly undecided?: 'equal' | 'different';
}

/** Where a template's names are looked up. */
export interface Scope {
  readonly template: StackTemplate;
  readonly pseudo: Pseudo;
  /** The value that is exported under a name by the stacks that are given, in the same region. */
  exported(name: string): Value | undefined;
  /** Output of a nested stack that is given. */
  nestedOutput(logicalId: string, output: string): Value | undefined;
  /** The value that the outer stack gives to a parameter of this one. */
  given(parameter: string): string | undefined;
  /** Null: it depends on something unknown. */
  condition(name: string): boolean | null;
  /** The same, with what is supposed of what is unknown. */
  supposed(name: string): boolean;
}

/** The value of a Ref; undefined for `AWS::NoValue`. */
export function refer(scope: Scope, name: string): Value | undefined {
  if (name.startsWith('AWS::')) return pseudoParameter(scope, name);
  const parameter = own(own(scope.template.template, 'Parameters'), name);
  return parameter === undefined ? referenceText(scope.template.stack, name) : parameterValue(scope, name, parameter);
}

function parameterValue(scope: Scope, name: string, parameter: unknown): Value {
  const type = textIn(own(parameter, 'Type'));
  const value = scope.given(name) ?? chosen(scope, name) ?? defaultOf(parameter);
  // The value of a parameter that is stored elsewhere is the name of the place, not what stands there.
  if (value === undefined || type.startsWith('AWS::SSM::Parameter::Value'))
    return referenceText(scope.template.stack, name);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList ? value.split(',').map((item) => item.trim()) : value;
}

function chosen({ pseudo, template }: Scope, name: string): string | undefined {
  const value = template.stack.includes('/') ? undefined : own(pseudo.parameters, name);
  return typeof value === 'string' ? literal(value) : undefined;
}

function defaultOf(parameter: unknown): string | undefined {
  const value = own(parameter, 'Default');
  const items = [value].flat().filter((item) => item !== null && typeof item !== 'object');
  return value === undefined || items.length === 0 ? undefined : literal(items.join(','));
}

const regionPartitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
] as const;

function pseudoParameter(scope: Scope, name: string): Value | undefined {
  const region = scope.template.region ?? scope.pseudo.region;
  const partition = scope.pseudo.partition ?? (region === undefined ? undefined : partitionOf(region));
  const known: Readonly<Record<string, Value | undefined>> = {
    'AWS::Region': region,
    'AWS::AccountId': scope.template.account ?? scope.pseudo.account,
    'AWS::Partition': partition,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::StackName': scope.template.stack,
    'AWS::NotificationARNs': [],
  };
  return name === 'AWS::NoValue' ? undefined : (known[name] ?? unknownText(name.slice(5)));
}

function partitionOf(region: string): string {
  return regionPartitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** An attribute of a resource, or an output of a nested stack. */
export function attribute(scope: Scope, logicalId: string, name: string): Value {
  const output = name.startsWith('Outputs.') ? scope.nestedOutput(logicalId, name.slice(8)) : undefined;
  return output ?? referenceText(scope.template.stack, logicalId, name);
}

/** The text as which a value may be passed between stacks; lists are joined by commas. */
export function passedText(value: Value | undefined): string | undefined {
  if (Array.isArray(value)) return value.map((item: Value) => scalarText(item) ?? '').join(',');
  return scalarText(value) ?? undefined;
}
