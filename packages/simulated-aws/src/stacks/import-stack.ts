import { isDeepStrictEqual } from 'node:util';
import { resourceSchema } from '@atelier/cloudformation';
import { judgeWork } from '../authorise/stacks/judge-work.ts';
import { kindOf } from '../kinds/kinds.ts';
import { AwsFault } from '../service/service.ts';
import type { JsonMap, StoredResource } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { dependencies } from './dependencies.ts';
import { resourceToImport } from './import-targets.ts';
import { validationError } from './parse-template.ts';
import { beginOperation, reasonOf, recordEvent, recordStatus } from './record-event.ts';
import type { ImportTarget, Stack, StackRequest, StackResource } from './stack.ts';
import { stackScope } from './stack-scope.ts';
import { propertiesOf } from './wanted-resources.ts';
import { worldAt } from './world-at.ts';

const minuteMs = 60_000;

/** An import of resources into a stack, as somebody asked for it. */
export interface StackImport {
  readonly request: StackRequest;
  readonly targets: readonly ImportTarget[];
  /** Of the call that asks for it; null: it has none. */
  readonly token: string | null;
}

/**
 * Makes resources that are there part of a stack, or none of them.
 *
 * CloudFormation takes the template's word for how they are. Then it calls the handler that changes each, so that it gets the
 * stack's tags: a type that has them is brought to what the template says, and loses what that leaves out; that no other
 * is changed was seen by others, and is assumed here.
 */
export function importStack(world: World, stack: Stack, { request, targets, token }: StackImport): void {
  const { request: requestBefore, resources: resourcesBefore } = stack;
  const startMs = world.clock.nowMs();
  const endMs = startMs + minuteMs;
  beginOperation(world, stack, token);
  Object.assign(stack, { reason: null, busy: { untilMs: endMs, status: 'IMPORT_IN_PROGRESS' } });
  recordStatus(world, stack, startMs, 'IMPORT_IN_PROGRESS', 'User Initiated');
  stack.request = request;
  const taken: StoredResource[] = [];
  try {
    const found = targets.map((target) => findOne(world, stack, target, startMs));
    taken.push(...found);
    stack.resources = new Map([...resourcesBefore, ...remembered(world, stack, { targets, found })]);
    for (const target of targets) takeOne(world, stack, target.logicalId, startMs);
    stack.status = 'IMPORT_COMPLETE';
  } catch (fault) {
    if (!(fault instanceof AwsFault)) throw fault;
    const reason = `The following resource(s) failed to import: ${reasonOf(fault)} `;
    recordStatus(world, stack, startMs, 'IMPORT_ROLLBACK_IN_PROGRESS', reason);
    for (const { type, id } of taken) {
      const there = world.resources.get(type, id);
      if (there) world.resources.put({ ...there, stack: null, logicalId: null });
    }
    Object.assign(stack, {
      request: requestBefore,
      resources: resourcesBefore,
      status: 'IMPORT_ROLLBACK_COMPLETE',
      reason,
    });
  }
  recordStatus(world, stack, endMs, stack.status, stack.reason);
}

function findOne(world: World, stack: Stack, target: ImportTarget, atMs: number): StoredResource {
  const about = { atMs, logicalId: target.logicalId, type: target.type };
  try {
    const found = resourceToImport(target, world);
    judgeWork({ verb: 'import', ...target, properties: found.properties, there: found }, stack, world);
    recordEvent(world, stack, {
      ...about,
      physicalId: found.id,
      status: 'IMPORT_IN_PROGRESS',
      reason: 'Resource import started.',
    });
    recordEvent(world, stack, {
      ...about,
      physicalId: found.id,
      status: 'IMPORT_COMPLETE',
      reason: 'Resource import completed.',
    });
    return found;
  } catch (fault) {
    if (fault instanceof AwsFault)
      recordEvent(world, stack, { ...about, physicalId: '', status: 'IMPORT_FAILED', reason: reasonOf(fault) });
    throw fault;
  }
}

interface Found {
  readonly targets: readonly ImportTarget[];
  readonly found: readonly StoredResource[];
}

/** The resources as the stack remembers them: by the template, once what they refer to is known. */
function remembered(
  world: World,
  stack: Stack,
  { targets, found }: Found,
): readonly (readonly [string, StackResource])[] {
  const needs = dependencies(stack.request.template.Resources);
  const known = new Map(
    targets.flatMap(({ logicalId }, place) => {
      const definition = stack.request.template.Resources[logicalId];
      const there = found[place];
      if (definition === undefined || there === undefined) throw validationError(`${logicalId} is not in the template`);
      const changedMs = world.clock.nowMs();
      const state = { physicalId: there.id, status: 'IMPORT_COMPLETE', reason: null, changedMs, properties: {} };
      return [[logicalId, { logicalId, definition, needs: needs.get(logicalId) ?? [], ...state }] as const];
    }),
  );
  const scope = stackScope(world, stack, stack.request, new Map([...stack.resources, ...known]));
  return [...known].map(([logicalId, resource]) => [
    logicalId,
    { ...resource, properties: propertiesOf(logicalId, resource.definition, scope) },
  ]);
}

function takeOne(world: World, stack: Stack, logicalId: string, atMs: number): void {
  const resource = stack.resources.get(logicalId);
  if (resource === undefined) return;
  const { physicalId, properties, definition } = resource;
  const type = definition.Type;
  const there = world.resources.get(type, physicalId);
  if (there === undefined) return;
  const owned = { ...there, stack: stack.name, logicalId };
  const tags = resourceSchema(type)?.tagProperty ?? null;
  world.resources.put(owned);
  if (tags === null || resourceSchema(type)?.properties[tags]?.causesReplacement === 'yes') return;
  const about = { atMs, logicalId, physicalId, type };
  const reason = 'Apply stack-level tags to imported resource if applicable.';
  recordEvent(world, stack, { ...about, status: 'UPDATE_IN_PROGRESS', reason });
  const isAsItIs = isDeepStrictEqual(rest(there, there.properties, tags), rest(there, properties, tags));
  try {
    judgeWork({ verb: isAsItIs ? 'tag' : 'update', type, logicalId, properties, there }, stack, world);
    if (isAsItIs)
      world.resources.put({ ...owned, properties: { ...there.properties, [tags]: properties[tags] ?? [] } });
    else kindOf(type).update(owned, { ...identifying(there), ...properties }, worldAt(world, atMs));
  } catch (fault) {
    if (fault instanceof AwsFault)
      recordEvent(world, stack, { ...about, status: 'UPDATE_FAILED', reason: reasonOf(fault) });
    throw fault;
  }
  recordEvent(world, stack, { ...about, status: 'UPDATE_COMPLETE' });
}

/** Properties that tell the resource from others of its type, such as a name that CloudFormation thought of. */
function identifying({ type, properties }: StoredResource): JsonMap {
  const names = resourceSchema(type)?.identifier ?? [];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function rest(resource: StoredResource, properties: JsonMap, tags: string): JsonMap {
  const left = new Set([tags, ...Object.keys(identifying(resource))]);
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !left.has(name)));
}
