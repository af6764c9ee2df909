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

/** Codes of a service, and the one of CloudFormation's handlers that they end in. */
const handlerCodes: readonly (readonly [service: RegExp, handler: string])[] = [
  [/^AlreadyExists$/, 'AlreadyExists'],
  [/NotFound|^NoSuch/, 'NotFound'],
  [/^ResourceInUse$/, 'ResourceConflict'],
  [/^AccessDenied/, 'AccessDenied'],
  [/^(Validation|Invalid|Malformed|DependencyViolation|RouteAlreadyExists|Duplicate)/, 'InvalidRequest'],
];

/** Why something failed, as CloudFormation hands on the words of a service. */
export function reasonOf(fault: AwsFault): string {
  if (fault.code === 'ValidationError') return fault.message;
  const code = isQuotaFault(fault)
    ? 'ServiceLimitExceeded'
    : (handlerCodes.find(([code]) => code.test(fault.code))?.[1] ?? 'GeneralServiceException');
  return `Resource handler returned message: "${fault.message}" (HandlerErrorCode: ${code})`;
}
