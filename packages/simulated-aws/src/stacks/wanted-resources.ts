import { AwsFault } from '../service/service.ts';
import type { JsonMap, WireJson } from '../world/resource-store.ts';
import { checkProperties } from './check-properties.ts';
import { dependencies } from './dependencies.ts';
import { resolved } from './dynamic-references.ts';
import { evaluate, holds, type StackScope } from './evaluate.ts';
import type { PropertyFinding } from './stack.ts';
import { withStackTags } from './stack-tags.ts';
import { functionIn, isMap, type RehearsedResource } from './template.ts';

/** The resources whose conditions hold, with every `Fn::If` settled, and what each of them waits for. */
export interface WantedResources {
  readonly definitions: Readonly<Record<string, RehearsedResource>>;
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

export function wantedResources(scope: StackScope): WantedResources {
  const entries = Object.entries(scope.template.Resources)
    .filter(([, { Condition: condition }]) => condition === undefined || holds(condition, scope))
    .map(([name, definition]): [string, RehearsedResource] => {
      const properties = settled(definition.Properties ?? {}, scope);
      return [name, { ...definition, Properties: isMap(properties) ? properties : {} }];
    });
  const definitions = Object.fromEntries(entries);
  return { definitions, needs: dependencies(definitions) };
}

/** A value in which every choice is made; undefined: left out. */
function settled(value: WireJson, scope: StackScope): WireJson | undefined {
  if (Array.isArray(value)) return value.map((each) => settled(each, scope)).filter((each) => each !== undefined);
  if (!isMap(value)) return value;
  if (value.Ref === 'AWS::NoValue') return undefined;
  const call = functionIn(value);
  if (call?.name === 'Fn::If' && Array.isArray(call.argument)) {
    const [condition, then, otherwise] = call.argument;
    const chosen = holds(String(condition), scope) ? then : otherwise;
    return chosen === undefined ? undefined : settled(chosen, scope);
  }
  const entries = Object.entries(value).map(([key, each]) => [key, settled(each, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, WireJson] => entry[1] !== undefined));
}

/**
 * @throws AwsFault where something is to be read from outside of the template that is not there; what names it only when
 * something is made is looked for then
 */
export function checkOutside(scope: StackScope): void {
  for (const { Type: type, Properties: properties = {} } of Object.values(wantedResources(scope).definitions)) {
    for (const [name, value] of Object.entries(properties)) {
      const text = valueBefore(value, scope);
      if (text !== undefined) resolved(text, `${type}/Properties/${name}`, scope.world);
    }
  }
}

/** A value that is known before anything is made; undefined: it is not. */
function valueBefore(value: WireJson, scope: StackScope): WireJson | undefined {
  if (!JSON.stringify(value).includes('resolve:')) return undefined;
  try {
    return evaluate(value, scope);
  } catch (fault) {
    if (fault instanceof AwsFault) return undefined;
    throw fault;
  }
}

/** The properties of a resource with all values known, and its stack's tags. */
export function propertiesOf(logicalId: string, definition: RehearsedResource, scope: StackScope): JsonMap {
  const evaluated = evaluate(definition.Properties ?? {}, scope);
  const properties = resolved(evaluated ?? {}, `${definition.Type}/Properties`, scope.world);
  return withStackTags(definition.Type, logicalId, isMap(properties) ? properties : {}, scope);
}

/** Findings where the schemas do not accept properties, before anything is made. */
export function propertyFindings({ definitions }: WantedResources): PropertyFinding[] {
  return Object.entries(definitions).flatMap(([logicalId, { Type: type, Properties: properties = {} }]) =>
    checkProperties(type, properties).map((message) => ({ logicalId, type, message })),
  );
}
