import { judgeWork } from '../authorise/stacks/judge-work.ts';
import { kindOf } from '../kinds/kinds.ts';
import { AwsFault } from '../service/service.ts';
import type { JsonMap, StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { checkProperties } from './check-properties.ts';
import type { StackScope } from './evaluate.ts';
import { isImportable } from './importable.ts';
import { validationError } from './parse-template.ts';
import { reasonOf, recordEvent } from './record-event.ts';
import { changedProperties, replacementFor } from './replacement.ts';
import type { AppliedChange, Stack, StackResource } from './stack.ts';
import { resourceOf } from './stack-scope.ts';
import type { RehearsedResource } from './template.ts';
import { runSteps, type Schedule } from './timeline.ts';
import { propertiesOf, type WantedResources } from './wanted-resources.ts';
import { worldAt } from './world-at.ts';

export interface Making {
  readonly world: World;
  readonly stack: Stack;
  readonly scope: StackScope;
  readonly wanted: WantedResources;
  /** Takes over what is already there under a name that is written out, instead of failing. */
  readonly importExisting: boolean;
  /** Resources that there are of the stack; filled and changed as things are made. */
  readonly resources: Map<string, StackResource>;
  readonly appliedChanges: Map<string, AppliedChange>;
}

/** Makes and changes what is wanted, in the order in which things need one another; stops at the first failure. */
export function makeResources(making: Making, startMs: number): Schedule {
  const { definitions, needs } = making.wanted;
  const steps = Object.entries(definitions).map(([name, definition]) => ({
    name,
    after: needs.get(name) ?? [],
    run: (atMs: number) => makeOne(making, name, definition, atMs),
  }));
  const course = runSteps(steps, startMs, 'stop');
  recordCourse(making, course);
  return course;
}

function makeOne(making: Making, name: string, definition: RehearsedResource, atMs: number): number {
  const { world, resources, scope, wanted } = making;
  const properties = propertiesOf(name, definition, scope);
  const [wrong] = checkProperties(definition.Type, properties);
  if (wrong !== undefined) throw propertiesFault(name, wrong);
  const old = resources.get(name);
  const remember = (physicalId: string, status: string): StackResource => ({
    logicalId: name,
    physicalId,
    status,
    reason: null,
    changedMs: atMs,
    definition,
    properties,
    needs: wanted.needs.get(name) ?? [],
  });
  const kind = kindOf(definition.Type);
  if (old) {
    if (old.definition.Type !== definition.Type)
      throw validationError(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${name}]`,
      );
    if (changedProperties(old.properties, properties).length === 0) {
      resources.set(name, { ...remember(old.physicalId, old.status), changedMs: old.changedMs });
      return 0;
    }
    if (replacementFor(definition.Type, old.properties, properties) !== 'yes') {
      judgeOne(making, name, definition.Type, properties);
      const changed = kind.update(presentResource(world, old), properties, worldAt(world, atMs));
      note(making, { verb: 'UPDATE', after: remember(changed.id, 'UPDATE_COMPLETE'), before: old, isReplaced: false });
      return kind.minutes;
    }
  }
  judgeOne({ ...making, resources: new Map() }, name, definition.Type, properties);
  const { resource, verb } = createOne(making, name, definition, properties, atMs);
  const status = old ? 'UPDATE_COMPLETE' : `${verb}_COMPLETE`;
  const before = old ?? null;
  note(making, {
    verb: old ? 'UPDATE' : verb,
    after: remember(resource.id, status),
    before,
    isReplaced: before !== null,
  });
  return kind.minutes;
}

/** Looks whether the stack may change what it holds under a name, or make it where it holds nothing. */
function judgeOne({ world, stack, resources }: Making, logicalId: string, type: string, properties: JsonMap): void {
  const before = resources.get(logicalId);
  const verb = before === undefined ? 'create' : 'update';
  judgeWork({ verb, type, logicalId, properties, there: before && resourceOf(world, before) }, stack, world);
}

function note({ appliedChanges, resources }: Making, appliedChange: AppliedChange): void {
  appliedChanges.set(appliedChange.after.logicalId, appliedChange);
  resources.set(appliedChange.after.logicalId, appliedChange.after);
}

/** The resource in the account that a stack remembers; throws AwsFault where somebody else has deleted it. */
export function presentResource(world: World, resource: StackResource): StoredResource {
  const there = resourceOf(world, resource);
  if (there !== undefined) return there;
  const { Type: type } = resource.definition;
  throw new AwsFault(
    'NotFound',
    `Resource of type '${type}' with identifier '${resource.physicalId}' was not found.`,
    404,
  );
}

function createOne(making: Making, name: string, definition: RehearsedResource, properties: JsonMap, atMs: number) {
  const { world, stack, resources } = making;
  const wanted = { type: definition.Type, properties, stack: stack.name, logicalId: name };
  try {
    const resource = kindOf(definition.Type).create(wanted, worldAt(world, atMs));
    return { resource, verb: 'CREATE' as const };
  } catch (fault) {
    if (!(fault instanceof AwsFault) || fault.code !== 'AlreadyExists') throw fault;
    if (resources.has(name))
      throw validationError(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${resources.get(name)?.physicalId} and update the stack again.`,
      );
    const existing = existingFor(making, name, fault);
    if (existing === undefined) throw fault;
    const resource = { ...existing, properties, stack: stack.name, logicalId: name };
    world.resources.put(resource);
    return { resource, verb: 'IMPORT' as const };
  }
}

/** The resource in the way, when it may be taken over and belongs to no stack. */
function existingFor(
  { world, scope, importExisting }: Making,
  name: string,
  fault: AwsFault,
): StoredResource | undefined {
  // As the template has it: that a name which `Fn::If` chooses is not written out is assumed.
  const written = scope.template.Resources[name];
  if (!importExisting || written === undefined || !isImportable(written)) return undefined;
  const existing = world.resources.get(written.Type, String(fault.details.PhysicalId));
  return existing?.stack === null ? existing : undefined;
}

export function propertiesFault(name: string, wrong: string): AwsFault {
  return validationError(`Properties validation failed for resource ${name} with message:\n${wrong}`);
}

function recordCourse({ world, stack, appliedChanges, resources, wanted }: Making, course: Schedule): void {
  for (const [name, { startMs, endMs }] of course.done) {
    const appliedChange = appliedChanges.get(name);
    if (appliedChange === undefined) continue;
    const { physicalId, definition, properties } = appliedChange.after;
    const about = { logicalId: name, physicalId, type: definition.Type, properties };
    const start = appliedChange.verb === 'CREATE' ? { physicalId: '' } : {};
    const reason = appliedChange.isReplaced
      ? 'Requested update requires the creation of a new physical resource'
      : null;
    recordEvent(world, stack, {
      ...about,
      ...start,
      atMs: startMs,
      status: `${appliedChange.verb}_IN_PROGRESS`,
      reason,
    });
    if (endMs <= course.endMs) {
      recordEvent(world, stack, { ...about, atMs: endMs, status: `${appliedChange.verb}_COMPLETE` });
      continue;
    }
    const cancelled = `Resource ${appliedChange.verb === 'UPDATE' ? 'update' : 'creation'} cancelled`;
    recordEvent(world, stack, {
      ...about,
      atMs: course.endMs,
      status: `${appliedChange.verb}_FAILED`,
      reason: cancelled,
    });
  }
  for (const { name, atMs, fault } of course.failures) {
    const old = resources.get(name);
    const verb = old ? 'UPDATE' : 'CREATE';
    const about = {
      atMs,
      logicalId: name,
      physicalId: old?.physicalId ?? '',
      type: wanted.definitions[name]?.Type ?? '',
    };
    recordEvent(world, stack, { ...about, status: `${verb}_IN_PROGRESS` });
    recordEvent(world, stack, { ...about, status: `${verb}_FAILED`, reason: reasonOf(fault) });
  }
}
