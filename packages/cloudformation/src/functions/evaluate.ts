import type { StackTemplate } from '../template.ts';
import { isMap, own, type Value, type ValueMap } from '../value.ts';
import { decide } from './decide.ts';
import { resolve } from './intrinsics.ts';
import { type Remember, rememberer } from './remember.ts';
import { type Pseudo, passedText, type Scope } from './scope.ts';
import { type UnreadPart, unreadParts } from './unread-parts.ts';

export interface EvaluatedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Without properties that are `AWS::NoValue`. */
  readonly properties: ValueMap;
  readonly dependsOn: readonly string[];
}

export interface EvaluatedStack {
  readonly stack: string;
  readonly region: string | null;
  readonly account: string | null;
  /** Without resources whose condition is false. */
  readonly resources: readonly EvaluatedResource[];
  readonly outputs: Readonly<Record<string, Value>>;
  /** Conditions that depend on something unknown; they were taken to be true. */
  readonly undecided: readonly string[];
  /** Parts of the template that are written by a program, or in a way that is not understood. */
  readonly unread: readonly UnreadPart[];
}

/**
 * Every template with its intrinsic functions worked out, imports between the given stacks and parameters and outputs
 * of nested ones followed. Parameters have their defaults.
 *
 * Never throws: what makes no sense becomes `⟨unknown⟩`.
 */
export function evaluate(templates: readonly StackTemplate[], pseudo: Pseudo = {}): readonly EvaluatedStack[] {
  const known = evaluated.get(templates) ?? new Map<string, readonly EvaluatedStack[]>();
  const key = JSON.stringify(pseudo);
  const answer = known.get(key) ?? evaluateAnew(templates, pseudo);
  evaluated.set(templates, known.set(key, answer));
  return answer;
}

/** A plan asks the same of the same templates for its proofs, its estimate and its endpoints. */
const evaluated = new WeakMap<readonly StackTemplate[], Map<string, readonly EvaluatedStack[]>>();

function evaluateAnew(templates: readonly StackTemplate[], pseudo: Pseudo): readonly EvaluatedStack[] {
  const scopes = new Map<string, Scope>();
  const remember = rememberer();
  const exported = lazyExports(scopes, remember);
  for (const template of templates) {
    scopes.set(template.stack, scopeFor(template, { pseudo, scopes, exported, remember }));
  }
  return [...scopes.values()].map(evaluateStack);
}

interface Evaluation {
  readonly pseudo: Pseudo;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly exported: (scope: Scope, name: string) => string | undefined;
  readonly remember: Remember;
}

function evaluateStack(scope: Scope): EvaluatedStack {
  const { stack, template, region, account } = scope.template;
  const undecided = Object.keys(mapOf(own(template, 'Conditions'))).filter(
    (name) => !name.startsWith('Fn::') && scope.condition(name) === null,
  );
  const resources = Object.entries(mapOf(own(template, 'Resources')))
    .filter(([logicalId]) => !logicalId.startsWith('Fn::'))
    .filter(([, resource]) => !isSwitchedOff(scope, resource))
    .map(([logicalId, resource]) => evaluateResource(scope, logicalId, resource));
  const outputs = Object.entries(mapOf(own(template, 'Outputs'))).map(
    ([name, output]) => [name, resolve(scope, own(output, 'Value')) ?? null] as const,
  );
  return {
    stack,
    region: region ?? scope.pseudo.region ?? null,
    account: account ?? scope.pseudo.account ?? null,
    resources,
    outputs: Object.fromEntries(outputs),
    undecided,
    unread: unreadParts(template),
  };
}

function isSwitchedOff(scope: Scope, resource: unknown): boolean {
  const condition = own(resource, 'Condition');
  return typeof condition === 'string' && !scope.supposed(condition);
}

function evaluateResource(scope: Scope, logicalId: string, resource: unknown): EvaluatedResource {
  const type = own(resource, 'Type');
  const properties = resolve(scope, own(resource, 'Properties') ?? {});
  const dependsOn = own(resource, 'DependsOn');
  return {
    stack: scope.template.stack,
    logicalId,
    type: typeof type === 'string' ? type : '',
    properties: isMap(properties) ? (properties as ValueMap) : {},
    dependsOn: [dependsOn].flat().filter((name) => typeof name === 'string'),
  };
}

function scopeFor(template: StackTemplate, { pseudo, scopes, exported, remember }: Evaluation): Scope {
  const slash = template.stack.lastIndexOf('/');
  const outer = () => (slash < 0 ? undefined : scopes.get(template.stack.slice(0, slash)));
  const resourceIn = (scope: Scope) => own(own(scope.template.template, 'Resources'), template.stack.slice(slash + 1));
  const conditionNamed = (name: string) => own(own(template.template, 'Conditions'), name);
  const supposer = () => {
    if (pseudo.undecided === undefined) return (name: string) => scope.condition(name) !== false;
    const undecided = pseudo.undecided === 'equal';
    const asked = remember(
      (name): boolean => decide(scope, conditionNamed(name), { condition: scope.supposed, undecided }) ?? undecided,
      undecided,
    );
    return (name: string) => asked(name);
  };
  const scope: Scope = {
    template,
    pseudo,
    exported: (name) => exported(scope, name),
    nestedOutput: remember((logicalId, output) => {
      const nested = scopes.get(`${template.stack}/${logicalId}`);
      const found = own(own(nested?.template.template, 'Outputs'), output);
      return nested && found ? passedText(resolve(nested, own(found, 'Value'))) : undefined;
    }, undefined),
    given: remember((parameter) => {
      const above = outer();
      const value = above && own(own(own(resourceIn(above), 'Properties'), 'Parameters'), parameter);
      return above && value !== undefined ? passedText(resolve(above, value)) : undefined;
    }, undefined),
    condition: remember(
      (name) => decide(scope, conditionNamed(name), { condition: scope.condition, undecided: null }),
      null,
    ),
    supposed: supposer(),
  };
  return scope;
}

function lazyExports(scopes: ReadonlyMap<string, Scope>, remember: Remember) {
  const key = (scope: Scope, name: string) => `${scope.template.region ?? ''}/${name}`;
  const all = () =>
    [...scopes.values()].flatMap((scope) =>
      Object.values(mapOf(own(scope.template.template, 'Outputs'))).map((output) => ({ scope, output })),
    );
  let exporters: Map<string, { scope: Scope; output: unknown }> | undefined;
  const exportedAs = remember((name) => {
    exporters ??= new Map(
      all().map((one) => [
        key(one.scope, passedText(resolve(one.scope, own(own(one.output, 'Export'), 'Name'))) ?? ''),
        one,
      ]),
    );
    const found = exporters.get(name);
    return found && passedText(resolve(found.scope, own(found.output, 'Value')));
  }, undefined);
  return (scope: Scope, name: string) => exportedAs(key(scope, name));
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}
