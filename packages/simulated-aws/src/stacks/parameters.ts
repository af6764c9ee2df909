import type { Members } from '../service/service.ts';
import type { WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { evaluate, type StackScope } from './evaluate.ts';
import { formatError, validationError } from './parse-template.ts';
import type { StackRequest } from './stack.ts';
import type { RehearsedTemplate, TemplateParameter } from './template.ts';

/** A parameter as a call gives it. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/** The texts that the parameters of a template are given: by the call, else from before, else by default. */
export function parameterTexts(
  template: RehearsedTemplate,
  given: readonly GivenParameter[],
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const declared = template.Parameters ?? {};
  const unknown = given.map(({ ParameterKey: key = '' }) => key).filter((key) => declared[key] === undefined);
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const texts = Object.entries(declared).map(([name, parameter]): [string, string | undefined] => {
    const call = given.find(({ ParameterKey: key }) => key === name);
    const text = call?.UsePreviousValue === true ? before[name] : call?.ParameterValue;
    return [name, text ?? defaultOf(parameter)];
  });
  const missing = texts.filter(([, text]) => text === undefined).map(([name]) => name);
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, text = ''] of texts) checkText(name, text, declared[name]);
  return Object.fromEntries(texts.map(([name, text = '']) => [name, text]));
}

/** Whether the value of a parameter is shown to nobody. */
export function isHidden({ NoEcho: hidden = false }: TemplateParameter): boolean {
  return String(hidden) === 'true';
}

/** The parameters of a stack or of a change set as they are told: hidden ones in stars. */
export function toldParameters({ template, parameters }: Pick<StackRequest, 'template' | 'parameters'>): Members[] {
  return Object.entries(parameters).map(([name, text]) => ({
    ParameterKey: name,
    ParameterValue: isHidden(template.Parameters?.[name] ?? { Type: 'String' }) ? '****' : text,
  }));
}

function defaultOf({ Default: value }: TemplateParameter): string | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value.join(',') : String(value);
}

function checkText(name: string, text: string, parameter: TemplateParameter | undefined): void {
  if (parameter?.AllowedValues && !parameter.AllowedValues.map(String).includes(text))
    throw validationError(`Parameter '${name}' must be one of AllowedValues`);
  if (parameter?.AllowedPattern !== undefined && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(text))
    throw validationError(
      `Parameter '${name}' failed to satisfy constraint: ${parameter.ConstraintDescription ?? `must match pattern ${parameter.AllowedPattern}`}`,
    );
}

/** The values that stand for the texts: lists are split, stored parameters read. */
export function parameterValues(
  template: RehearsedTemplate,
  texts: Readonly<Record<string, string>>,
  world: World,
): Readonly<Record<string, WireJson>> {
  const values = Object.entries(texts).map(([name, text]) => {
    const type = template.Parameters?.[name]?.Type ?? 'String';
    const stored = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type)?.[1];
    const value = stored === undefined ? text : storedValue(text, world);
    const isList = /^(CommaDelimitedList|List<.*)$/.test(stored ?? type);
    return [
      name,
      isList
        ? value
            .split(',')
            .map((each) => each.trim())
            .filter((each) => each !== '')
        : value,
    ];
  });
  return Object.fromEntries(values);
}

function storedValue(name: string, world: World): string {
  const value = world.resources.get('AWS::SSM::Parameter', name)?.properties.Value;
  if (value !== undefined) return String(value);
  throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
}

/** Throws what the first rule that does not hold asserts. */
export function checkRules(template: RehearsedTemplate, scope: StackScope): void {
  for (const [name, rule] of Object.entries(template.Rules ?? {})) {
    if (!Array.isArray(rule.Assertions)) throw formatError(`Rule ${name} must have Assertions`);
    if (rule.RuleCondition !== undefined && evaluate(rule.RuleCondition, scope) !== true) continue;
    const broken = rule.Assertions.find(({ Assert: assertion }) => evaluate(assertion, scope) !== true);
    if (broken) throw validationError(broken.AssertDescription ?? `Rule ${name} does not hold`);
  }
}
