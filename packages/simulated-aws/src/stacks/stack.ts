import type { JsonMap, WireJson } from '../world/resource-store.ts';
import type { RehearsedResource, RehearsedTemplate } from './template.ts';

/** Something that happened to a stack or one of its resources. */
export interface StackEvent {
  readonly id: string;
  readonly operation: string;
  /** Of the call that began the operation; null: it had none. */
  readonly token: string | null;
  readonly atMs: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly properties: JsonMap | null;
}

/** A resource as its stack remembers it. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason: string | null;
  readonly changedMs: number;
  readonly definition: RehearsedResource;
  /** As they were asked for, all values known. */
  readonly properties: JsonMap;
  readonly needs: readonly string[];
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | null;
  readonly exportName: string | null;
}

export interface StackTag {
  readonly Key?: string;
  readonly Value?: string;
}

/** Template, parameters, tags and capabilities that a stack was last asked to have. */
export interface StackRequest {
  readonly template: RehearsedTemplate;
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly StackTag[];
  readonly capabilities: readonly string[];
}

/** A change of a resource, or of an outcome, before it is carried out. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly replacement: 'True' | 'False' | 'Conditional' | null;
  /** Names of properties, or of other parts of a resource. */
  readonly changed: readonly string[];
}

/** A resource that is there and that a stack is to take over. */
export interface ImportTarget {
  readonly type: string;
  readonly logicalId: string;
  /** Values of the properties that tell it from others of its type. */
  readonly identifier: Readonly<Record<string, string>>;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly request: StackRequest;
  readonly changes: readonly PlannedChange[];
  readonly createdMs: number;
  readonly description: string | null;
  /** Of the call that made it; null: it had none. */
  readonly token: string | null;
  readonly importExisting: boolean;
  /** Resources that it imports; empty: it is none of that type. */
  readonly targets: readonly ImportTarget[];
  readonly onFailure: OnFailure;
  status: 'CREATE_COMPLETE' | 'FAILED';
  execution: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  readonly reason: string | null;
  /** Findings of validation before the deployment. */
  readonly findings: readonly PropertyFinding[];
}

export interface PropertyFinding {
  readonly logicalId: string;
  readonly type: string;
  readonly message: string;
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/** Change that was made to one resource, so that it can be undone. */
export interface AppliedChange {
  readonly verb: 'CREATE' | 'UPDATE' | 'IMPORT';
  readonly after: StackResource;
  /** As it was, when it was changed or replaced. */
  readonly before: StackResource | null;
  readonly isReplaced: boolean;
}

/** A stack before an operation, and what the operation did to it. */
export interface Before {
  readonly request: StackRequest;
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly appliedChanges: ReadonlyMap<string, AppliedChange>;
}

export interface ResourceDrift {
  readonly resource: StackResource;
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
  /** Null: there is none. */
  readonly actual: JsonMap | null;
  readonly differences: readonly {
    readonly path: string;
    readonly expected: WireJson | undefined;
    readonly found: WireJson | undefined;
  }[];
}

export interface DriftDetection {
  readonly id: string;
  readonly atMs: number;
  readonly drifts: readonly ResourceDrift[];
}

/** Whom CloudFormation acts as: a role that it is given, or the caller. */
export interface Agent {
  /** ARN of the session or the user. */
  readonly arn: string;
  readonly isRole: boolean;
}

/** A stack: its state is the one at the end of its last operation. */
export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly createdMs: number;
  request: StackRequest;
  status: string;
  reason: string | null;
  updatedMs: number | null;
  deletedMs: number | null;
  /** Until then it is in progress, with this status. */
  busy: { readonly untilMs: number; readonly status: string };
  /** Operation that its last events are of. */
  operation: string;
  /** Of the call that began that operation; null: it had none. */
  token: string | null;
  resources: Map<string, StackResource>;
  outputs: readonly StackOutput[];
  /** Names of exports of other stacks. */
  imports: readonly string[];
  /** State to go back to where its last operation failed and is not rolled back, or not to the end. */
  before: Before | null;
  /** Drift that was found when it was last asked for; null: nobody has. */
  drift: DriftDetection | null;
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  protected: boolean;
}

/** The same stack, changed by nobody who has the other. */
export function copyStack(stack: Stack): Stack {
  const changeSets = [...stack.changeSets].map(([id, changeSet]) => [id, { ...changeSet }] as const);
  return {
    ...stack,
    resources: new Map(stack.resources),
    events: [...stack.events],
    changeSets: new Map(changeSets),
  };
}

/** Status as it is shown at a moment. */
export function statusAt(stack: Stack, nowMs: number): string {
  return nowMs < stack.busy.untilMs ? stack.busy.status : stack.status;
}
