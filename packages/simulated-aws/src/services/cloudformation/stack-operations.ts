import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { deleteStack } from '../../stacks/delete-stack.ts';
import { checkUpdatable, deployStack, type StackDeployOptions } from '../../stacks/deploy-stack.ts';
import { validationError } from '../../stacks/parse-template.ts';
import { changesNothing, planChanges } from '../../stacks/plan-changes.ts';
import { type GivenRequest, readRequest } from '../../stacks/read-request.ts';
import { rollBackFailed } from '../../stacks/roll-back-failed.ts';
import { continueRollback } from '../../stacks/roll-back-update.ts';
import type { OnFailure } from '../../stacks/stack.ts';
import { addStack, findStack, isBusy, stackNamed } from '../../stacks/stack-book.ts';
import type { World } from '../../world/world.ts';
import { repeatable, tokenIn } from './client-token.ts';

interface StackInput extends GivenRequest {
  readonly ClientRequestToken?: string;
  readonly OnFailure?: OnFailure;
  readonly DisableRollback?: boolean;
  readonly EnableTerminationProtection?: boolean;
  readonly RetainResources?: readonly string[];
  readonly DeletionMode?: string;
  readonly ResourcesToSkip?: readonly string[];
}

/** Operations that change what a stack is. */
export const stackOperations: Readonly<Record<string, Operation>> = {
  CreateStack: repeatable(create, ({ stackId, operation }) => ({ StackId: stackId, OperationId: operation })),
  UpdateStack: repeatable(update, ({ stackId, operation }) => ({ StackId: stackId, OperationId: operation })),
  DeleteStack: repeatable(remove, () => ({})),
  ContinueUpdateRollback: repeatable(continueUpdateRollback, () => ({})),
  RollbackStack: repeatable(rollBack, ({ stackId, operation }) => ({ StackId: stackId, OperationId: operation })),
  UpdateTerminationProtection: protect,
  SetStackPolicy: (input, world) => {
    stackNamed(world, nameIn(input));
    return {};
  },
};

function create(input: StackInput, world: World): Members {
  const name = checkedName(input);
  if (findStack(world, name) !== undefined)
    throw new AwsFault('AlreadyExistsException', `Stack [${name}] already exists`);
  const request = readRequest(world, input, null);
  const stack = addStack(world, name, request, 'REVIEW_IN_PROGRESS');
  stack.protected = input.EnableTerminationProtection === true;
  deployStack(world, stack, request, deployOptions(input));
  return { StackId: stack.id, OperationId: stack.operation };
}

function update(input: StackInput, world: World): Members {
  const stack = stackNamed(world, nameIn(input));
  checkUpdatable(world, stack);
  const request = readRequest(world, input, stack.request);
  if (changesNothing(stack, request, planChanges(world, stack, request)))
    throw validationError('No updates are to be performed.');
  deployStack(world, stack, request, deployOptions(input));
  return { StackId: stack.id, OperationId: stack.operation };
}

function deployOptions(input: StackInput): StackDeployOptions {
  return { onFailure: onFailureIn(input), importExisting: false, token: tokenIn(input) };
}

/** Deleting what is not there, or is being deleted, is no error. */
function remove(input: StackInput, world: World): Members {
  const stack = findStack(world, nameIn(input));
  if (stack === undefined || stack.status === 'DELETE_COMPLETE') return {};
  if (isBusy(world, stack) && stack.busy.status === 'DELETE_IN_PROGRESS') return {};
  const isForced = input.DeletionMode === 'FORCE_DELETE_STACK';
  deleteStack(world, stack, { retain: input.RetainResources ?? [], isForced, token: tokenIn(input) });
  return {};
}

function continueUpdateRollback(input: StackInput, world: World): Members {
  const stack = stackNamed(world, nameIn(input));
  continueRollback(world, stack, { skip: input.ResourcesToSkip ?? [], token: tokenIn(input) });
  return {};
}

function rollBack(input: StackInput, world: World): Members {
  const stack = stackNamed(world, nameIn(input));
  rollBackFailed(world, stack, tokenIn(input));
  return { StackId: stack.id, OperationId: stack.operation };
}

function protect(input: StackInput, world: World): Members {
  const stack = stackNamed(world, nameIn(input));
  stack.protected = input.EnableTerminationProtection === true;
  return { StackId: stack.id };
}

/** The name or id of the stack that a call is about. */
export function nameIn({ StackName: name }: { readonly StackName?: unknown }): string {
  if (typeof name === 'string' && name !== '') return name;
  throw validationError(
    "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
  );
}

/** A name that a new stack may have. */
export function checkedName(input: { readonly StackName?: unknown }): string {
  const name = nameIn(input);
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}

/** Choice of what becomes of a stack when the call's operation fails. */
export function onFailureIn(input: { readonly OnFailure?: OnFailure; readonly DisableRollback?: boolean }): OnFailure {
  return input.OnFailure ?? (input.DisableRollback === true ? 'DO_NOTHING' : 'ROLLBACK');
}
