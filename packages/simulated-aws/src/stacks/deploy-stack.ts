import { AwsFault } from '../service/service.ts';
import type { World } from '../world/world.ts';
import { type Making, makeResources, propertiesFault } from './make-resources.ts';
import { validationError } from './parse-template.ts';
import { beginOperation, reasonOf, recordEvent, recordStatus } from './record-event.ts';
import { removeResources } from './remove-resources.ts';
import { rollBackCreate } from './roll-back-create.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import type { OnFailure, PropertyFinding, Stack, StackRequest, StackResource } from './stack.ts';
import { isBusy } from './stack-book.ts';
import { importedNames, stackOutputs } from './stack-outputs.ts';
import { stackScope } from './stack-scope.ts';
import type { Schedule } from './timeline.ts';
import { propertyFindings, type WantedResources, wantedResources } from './wanted-resources.ts';

export interface StackDeployOptions {
  readonly onFailure: OnFailure;
  readonly importExisting: boolean;
  /** Of the call that asks for it; null: it has none. */
  readonly token: string | null;
}

const updatable = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** Throws unless a stack is in a state in which it can be changed. */
export function checkUpdatable(world: World, stack: Stack): void {
  const status = isBusy(world, stack) ? stack.busy.status : stack.status;
  if (updatable.has(status)) return;
  throw validationError(`Stack:${stack.id} is in ${status} state and can not be updated.`);
}

/** Brings a stack to what is asked for, and back where that fails; afterwards it is in progress until the last moment. */
export function deployStack(world: World, stack: Stack, request: StackRequest, options: StackDeployOptions): void {
  const startMs = world.clock.nowMs();
  const { resources } = stack;
  const scope = stackScope(world, stack, request, resources);
  const { importExisting } = options;
  const making: Making = {
    world,
    stack,
    scope,
    wanted: wantedResources(scope),
    importExisting,
    resources,
    appliedChanges: new Map(),
  };
  const isNew = stack.status === 'REVIEW_IN_PROGRESS';
  const verb = isNew ? 'CREATE' : 'UPDATE';
  const before = { request: stack.request, resources: new Map(resources), appliedChanges: making.appliedChanges };
  beginOperation(world, stack, options.token);
  Object.assign(stack, { request, before, reason: null });
  if (!isNew) stack.updatedMs = startMs;
  recordStatus(world, stack, startMs, `${verb}_IN_PROGRESS`, 'User Initiated');
  const { endMs, reason } = attempt(making, startMs);
  if (reason === null) finish(making, verb, endMs);
  else if (options.onFailure === 'DO_NOTHING') end(world, stack, verb, `${verb}_FAILED`, endMs, reason);
  else if (isNew) rollBackCreate(making, endMs, reason, options.onFailure);
  else rollBackUpdate(making, endMs, reason, []);
}

interface Attempt {
  readonly endMs: number;
  /** Why the stack cannot become what is asked for; null: it did. */
  readonly reason: string | null;
}

function attempt(making: Making, startMs: number): Attempt {
  const { world, stack, scope, wanted } = making;
  const findings = propertyFindings(wanted);
  if (findings.length > 0) return refuse(making, startMs, findings);
  let endMs = startMs;
  try {
    const imports = importedNames(scope);
    for (const name of imports) {
      if (scope.exported(name) === undefined) throw validationError(`No export named ${name} found.`);
    }
    const course = makeResources(making, startMs);
    endMs = course.endMs;
    if (course.failures.length > 0) return { endMs, reason: failedWords(making, course) };
    const outputs = stackOutputs(world, stack, scope);
    Object.assign(stack, { outputs, imports });
    return { endMs, reason: null };
  } catch (fault) {
    if (!(fault instanceof AwsFault)) throw fault;
    return { endMs, reason: `${reasonOf(fault)} ` };
  }
}

function failedWords({ stack }: Making, course: Schedule): string {
  const verb = stack.status === 'REVIEW_IN_PROGRESS' ? 'create' : 'update';
  return `The following resource(s) failed to ${verb}: [${course.failures.map(({ name }) => name).join(', ')}]. `;
}

function refuse(making: Making, atMs: number, findings: readonly PropertyFinding[]): Attempt {
  const { world, stack, resources } = making;
  const names = [...new Set(findings.map(({ logicalId }) => logicalId))];
  for (const { logicalId, type, message } of findings) {
    const old = resources.get(logicalId);
    const status = old ? 'UPDATE_FAILED' : 'CREATE_FAILED';
    const reason = propertiesFault(logicalId, message).message;
    recordEvent(world, stack, { atMs, logicalId, physicalId: old?.physicalId ?? '', type, status, reason });
  }
  return { endMs: atMs, reason: `The following resource(s) failed to create: [${names.join(', ')}]. ` };
}

function finish(making: Making, verb: 'CREATE' | 'UPDATE', endMs: number): void {
  const { world, stack, wanted } = making;
  stack.before = null;
  if (verb === 'CREATE') {
    end(world, stack, verb, 'CREATE_COMPLETE', endMs, null);
    return;
  }
  recordStatus(world, stack, endMs, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  end(world, stack, verb, 'UPDATE_COMPLETE', cleanUp(making, wanted, endMs), null);
}

/** Deletes what was replaced or is wanted no more; what cannot be deleted stays in the account without a stack. */
function cleanUp(
  { world, stack, appliedChanges, resources }: Making,
  wanted: WantedResources,
  startMs: number,
): number {
  const replaced = [...appliedChanges.values()].flatMap(({ before, isReplaced }) =>
    isReplaced && before ? [before] : [],
  );
  const dropped = [...resources.values()].filter(({ logicalId }) => wanted.definitions[logicalId] === undefined);
  const isKept = (resource: StackResource) => {
    const { DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace } = resource.definition;
    return /^Retain/.test((replaced.includes(resource) ? onReplace : onDelete) ?? '');
  };
  const course = removeResources(world, stack, [...replaced, ...dropped], startMs, { isKept });
  for (const { logicalId } of dropped) resources.delete(logicalId);
  for (const { name } of course.failures) {
    const left = [...replaced, ...dropped].find(({ logicalId }) => logicalId === name);
    const there = left && world.resources.get(left.definition.Type, left.physicalId);
    if (there) world.resources.put({ ...there, stack: null, logicalId: null });
  }
  return course.endMs;
}

function end(world: World, stack: Stack, verb: string, status: string, endMs: number, reason: string | null): void {
  Object.assign(stack, { status, reason, busy: { untilMs: endMs, status: `${verb}_IN_PROGRESS` } });
  recordStatus(world, stack, endMs, status, reason);
}
