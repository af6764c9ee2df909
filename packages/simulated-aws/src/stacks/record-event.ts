import { newUuid } from '../kinds/generated-id.ts';
import { isQuotaFault } from '../kinds/quota.ts';
import type { AwsFault } from '../service/service.ts';
import type { World } from '../world/world.ts';
import type { Stack, StackEvent } from './stack.ts';

type Happening = Pick<StackEvent, 'atMs' | 'logicalId' | 'physicalId' | 'type' | 'status'> &
  Partial<Pick<StackEvent, 'reason' | 'properties'>>;

/** Begins a new operation, of which everything is that happens to a stack from now on. */
export function beginOperation(world: World, stack: Stack, token: string | null): void {
  Object.assign(stack, { operation: newUuid(world, 'operation'), token });
}

/** Records what happened to a resource of a stack. */
export function recordEvent(world: World, stack: Stack, happening: Happening): void {
  const id = newUuid(world, 'event');
  const { operation, token } = stack;
  stack.events.push({ reason: null, properties: null, ...happening, id, operation, token });
}

/** Records what happened to the stack itself. */
export function recordStatus(world: World, stack: Stack, atMs: number, status: string, reason: string | null = null) {
  const { name: logicalId, id: physicalId } = stack;
  recordEvent(world, stack, { atMs, logicalId, physicalId, type: 'AWS::CloudFormation::Stack', status, reason });
}

const handlerCodes: Readonly<Record<string, string>> = {
  AlreadyExists: 'AlreadyExists',
  DependencyViolation: 'InvalidRequest',
  InvalidRequest: 'InvalidRequest',
  NotFound: 'NotFound',
  ResourceInUse: 'ResourceConflict',
};

/** Why something failed, as CloudFormation hands on the words of a service. */
export function reasonOf(fault: AwsFault): string {
  if (fault.code === 'ValidationError') return fault.message;
  const code = isQuotaFault(fault) ? 'ServiceLimitExceeded' : (handlerCodes[fault.code] ?? 'GeneralServiceException');
  return `Resource handler returned message: "${fault.message}" (HandlerErrorCode: ${code})`;
}
