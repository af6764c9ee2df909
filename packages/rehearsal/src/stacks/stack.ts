import type { JsonMap } from '../world/resource-store.ts';
import type { Template, TemplateResource } from './template.ts';

/** Something that happened to a stack or one of its resources. */
export interface StackEvent {
  readonly id: string;
  readonly operation: string;
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
  readonly definition: TemplateResource;
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

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What a stack was last asked to be. */
export interface StackRequest {
  readonly template: Template;
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

/** A change of a resource, or of an outcome, before it is carried out. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly replacement: 'True' | 'False' | 'Conditional' | null;
  /** Names of properties, or of other parts of a resource. */
  readonly changed: readonly string[];
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly request: StackRequest;
  readonly changes: readonly PlannedChange[];
  readonly createdMs: number;
  readonly description: string | null;
  readonly importExisting: boolean;
  readonly onFailure: OnFailure;
  status: 'CREATE_COMPLETE' | 'FAILED';
  execution: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  readonly reason: string | null;
  /** What validation before the deployment found. */
  readonly findings: readonly PropertyFinding[];
}

export interface PropertyFinding {
  readonly logicalId: string;
  readonly type: string;
  readonly message: string;
}

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

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
  resources: Map<string, StackResource>;
  outputs: readonly StackOutput[];
  /** Names of exports of other stacks. */
  imports: readonly string[];
  /** What to go back to when a rollback that failed is continued. */
  before: { readonly request: StackRequest; readonly resources: ReadonlyMap<string, StackResource> } | null;
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  protected: boolean;
}

/** Status as it is shown at a moment. */
export function statusAt(stack: Stack, nowMs: number): string {
  return nowMs < stack.busy.untilMs ? stack.busy.status : stack.status;
}
