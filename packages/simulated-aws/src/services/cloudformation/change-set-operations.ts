import { newUuid } from '../../kinds/generated-id.ts';
import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { checkUpdatable, deployStack } from '../../stacks/deploy-stack.ts';
import { importStack } from '../../stacks/import-stack.ts';
import { checkImport, type GivenTarget, importTargets } from '../../stacks/import-targets.ts';
import { toldParameters } from '../../stacks/parameters.ts';
import { validationError } from '../../stacks/parse-template.ts';
import { changesNothing, planChanges } from '../../stacks/plan-changes.ts';
import { type GivenRequest, readRequest } from '../../stacks/read-request.ts';
import { recordStatus } from '../../stacks/record-event.ts';
import type { ChangeSet, ImportTarget, OnFailure, PlannedChange, Stack, StackRequest } from '../../stacks/stack.ts';
import { addStack, findStack, stackNamed } from '../../stacks/stack-book.ts';
import { stackScope } from '../../stacks/stack-scope.ts';
import { propertyFindings, wantedResources } from '../../stacks/wanted-resources.ts';
import type { World } from '../../world/world.ts';
import { repeatable, tokenIn, tokenTaken } from './client-token.ts';
import { checkedName, nameIn, onFailureIn } from './stack-operations.ts';

interface ChangeSetInput extends GivenRequest {
  readonly ChangeSetName?: string;
  readonly ClientToken?: string;
  readonly ChangeSetType?: string;
  readonly Description?: string;
  readonly ImportExistingResources?: boolean;
  readonly ResourcesToImport?: readonly GivenTarget[];
  readonly OnStackFailure?: OnFailure;
  readonly DisableRollback?: boolean;
}

/** Operations that plan a change, show it and carry it out. */
export const changeSetOperations: Readonly<Record<string, Operation>> = {
  CreateChangeSet: create,
  DescribeChangeSet: (input, world) => {
    const { stack, changeSet } = changeSetIn(input, world);
    return described(stack, changeSet);
  },
  ExecuteChangeSet: repeatable(execute, () => ({})),
  // One that is not there is as good as deleted; the CDK relies on it.
  DeleteChangeSet: (input, world) => {
    const found = findChangeSet(input, world);
    found?.stack.changeSets.delete(found.changeSet.id);
    return {};
  },
  ListChangeSets: (input, world) => {
    const stack = stackNamed(world, nameIn(input));
    return { Summaries: [...stack.changeSets.values()].map((changeSet) => summary(stack, changeSet)) };
  },
};

function create(input: ChangeSetInput, world: World): Members {
  const { ChangeSetName: name = '', ChangeSetType: kind = 'UPDATE' } = input;
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name))
    throw validationError(`Value '${name}' at 'changeSetName' is not accepted`);
  if (!['CREATE', 'UPDATE', 'IMPORT'].includes(kind))
    throw validationError(`Value '${kind}' at 'changeSetType' is not accepted`);
  if (kind !== 'IMPORT' && input.ResourcesToImport !== undefined)
    throw validationError('ResourcesToImport may be specified for change sets of the type IMPORT alone.');
  const present = findStack(world, nameIn(input));
  const made = present && madeBefore(present, input);
  if (made) return made;
  if (kind === 'UPDATE' && present === undefined) throw validationError(`Stack [${nameIn(input)}] does not exist`);
  if (kind === 'CREATE' && present !== undefined && present.status !== 'REVIEW_IN_PROGRESS')
    throw validationError(
      `Stack [${present.name}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  const isNew = present === undefined || present.status === 'REVIEW_IN_PROGRESS';
  if (kind === 'UPDATE' || (kind === 'IMPORT' && !isNew)) checkUpdatable(world, stackNamed(world, nameIn(input)));
  if (present && [...present.changeSets.values()].some((each) => each.name === name))
    throw new AwsFault('AlreadyExistsException', `ChangeSet ${name} already exists`);
  const request = readRequest(world, input, present?.request ?? null);
  const targets = kind === 'IMPORT' ? importTargets(input.ResourcesToImport ?? []) : [];
  if (kind === 'IMPORT') checkImport(targets, request, isNew ? undefined : present, world);
  const stack = present ?? newStack(world, checkedName(input), request);
  const judgement = kind === 'IMPORT' ? judgedImport(world, stack, request, targets) : judged(world, stack, request);
  const changeSet = { ...judgement, ...named(world, input, name, kind), targets, request };
  stack.changeSets.set(changeSet.id, changeSet);
  return { Id: changeSet.id, StackId: stack.id };
}

/** The answer to a call that is repeated with its token; undefined: it comes for the first time. */
function madeBefore(stack: Stack, { ChangeSetName: name, ClientToken: token }: ChangeSetInput): Members | undefined {
  if (token === undefined) return undefined;
  const found = [...stack.changeSets.values()].find((each) => each.token === token);
  if (found && found.name !== name) throw tokenTaken(token);
  return found && { Id: found.id, StackId: stack.id };
}

/** A stack of which nothing is there yet but the plan. */
function newStack(world: World, name: string, request: StackRequest): Stack {
  const nothing = { ...request, template: { Resources: {} }, text: '{"Resources":{}}', parameters: {}, tags: [] };
  const stack = addStack(world, name, nothing, 'REVIEW_IN_PROGRESS');
  recordStatus(world, stack, world.clock.nowMs(), 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

function named(world: World, input: ChangeSetInput, name: string, kind: string) {
  const place = `arn:${world.partition}:cloudformation:${world.region}:${world.account}`;
  return {
    id: `${place}:changeSet/${name}/${newUuid(world, 'changeSet')}`,
    name,
    kind,
    createdMs: world.clock.nowMs(),
    description: input.Description ?? null,
    token: input.ClientToken ?? null,
    importExisting: input.ImportExistingResources === true,
    onFailure: input.OnStackFailure ?? onFailureIn(input),
  };
}

type Judgement = Pick<ChangeSet, 'changes' | 'findings' | 'status' | 'execution' | 'reason'>;

function judged(world: World, stack: Stack, request: StackRequest): Judgement {
  const failed = { status: 'FAILED', execution: 'UNAVAILABLE' } as const;
  try {
    const findings = propertyFindings(wantedResources(stackScope(world, stack, request, stack.resources)));
    const changes = planChanges(world, stack, request);
    if (findings.length > 0) return { ...failed, changes: [], findings, reason: earlyValidation };
    if (changesNothing(stack, request, changes)) return { ...failed, changes, findings, reason: nothingChanges };
    return { changes, findings, status: 'CREATE_COMPLETE', execution: 'AVAILABLE', reason: null };
  } catch (fault) {
    if (!(fault instanceof AwsFault)) throw fault;
    return { ...failed, changes: [], findings: [], reason: fault.message };
  }
}

function judgedImport(world: World, stack: Stack, request: StackRequest, targets: readonly ImportTarget[]): Judgement {
  const changes = targets.map(({ type, logicalId, identifier }): PlannedChange => {
    const physicalId = Object.values(identifier).join('|');
    return { action: 'Import', logicalId, physicalId, type, replacement: null, changed: [] };
  });
  const findings = propertyFindings(wantedResources(stackScope(world, stack, request, stack.resources)));
  if (findings.length > 0)
    return { changes: [], findings, status: 'FAILED', execution: 'UNAVAILABLE', reason: earlyValidation };
  return { changes, findings, status: 'CREATE_COMPLETE', execution: 'AVAILABLE', reason: null };
}

const nothingChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
const earlyValidation =
  'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';

function execute(input: Members, world: World): Members {
  const { stack, changeSet } = changeSetIn(input, world);
  if (changeSet.execution !== 'AVAILABLE')
    throw new AwsFault(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.execution}]`,
    );
  if (stack.status !== 'REVIEW_IN_PROGRESS') checkUpdatable(world, stack);
  changeSet.execution = 'EXECUTE_COMPLETE';
  for (const other of stack.changeSets.values()) if (other !== changeSet) other.execution = 'OBSOLETE';
  const onFailure = input.DisableRollback === true ? 'DO_NOTHING' : changeSet.onFailure;
  const { importExisting, targets, request } = changeSet;
  if (targets.length > 0) importStack(world, stack, { request, targets, token: tokenIn(input) });
  else deployStack(world, stack, request, { onFailure, importExisting, token: tokenIn(input) });
  // CloudFormation deletes a change set that is carried out.
  stack.changeSets.delete(changeSet.id);
  return {};
}

interface Found {
  readonly stack: Stack;
  readonly changeSet: ChangeSet;
}

/** The change set that a call names, by its own name or its ARN. */
export function changeSetIn(input: Members, world: World): Found {
  const found = findChangeSet(input, world);
  if (found === undefined)
    throw new AwsFault('ChangeSetNotFound', `ChangeSet [${String(input.ChangeSetName)}] does not exist`, 404);
  return found;
}

function findChangeSet(input: Members, world: World): Found | undefined {
  const stacks = typeof input.StackName === 'string' ? [stackNamed(world, input.StackName)] : world.stacks;
  for (const stack of stacks) {
    const isMeant = ({ id, name }: ChangeSet) => id === input.ChangeSetName || name === input.ChangeSetName;
    const changeSet = [...stack.changeSets.values()].find(isMeant);
    if (changeSet) return { stack, changeSet };
  }
  return undefined;
}

function summary(stack: Stack, changeSet: ChangeSet): Members {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.execution,
    Status: changeSet.status,
    ...(changeSet.reason === null ? {} : { StatusReason: changeSet.reason }),
    CreationTime: new Date(changeSet.createdMs),
    ...(changeSet.description === null ? {} : { Description: changeSet.description }),
    ImportExistingResources: changeSet.importExisting,
  };
}

function described(stack: Stack, changeSet: ChangeSet): Members {
  const { request } = changeSet;
  return {
    ...summary(stack, changeSet),
    Parameters: toldParameters(request),
    Capabilities: request.capabilities,
    Tags: request.tags,
    NotificationARNs: [],
    OnStackFailure: changeSet.onFailure,
    Changes: changeSet.changes.map((change) => ({ Type: 'Resource', ResourceChange: resourceChange(change) })),
  };
}

function resourceChange(change: PlannedChange): Members {
  const parts = ['DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'];
  const scope = change.changed.map((name) => (parts.includes(name) ? name : 'Properties'));
  return {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    ...(change.physicalId === null ? {} : { PhysicalResourceId: change.physicalId }),
    ResourceType: change.type,
    ...(change.replacement === null ? {} : { Replacement: change.replacement }),
    Scope: [...new Set(scope)],
    Details: change.changed.map((name, index) => ({
      Target: {
        Attribute: scope[index],
        ...(scope[index] === 'Properties' ? { Name: name } : {}),
        RequiresRecreation: { True: 'Always', False: 'Never', Conditional: 'Conditionally' }[
          change.replacement ?? 'False'
        ],
      },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}
