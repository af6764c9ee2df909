import type { Problem } from '@atelier/problem';

/** Something that a deployment makes part of its stacks again. */
export interface TakenBack {
  /** Such as `bucket`. */
  readonly what: string;
  readonly name: string;
}

/** A resource of a template that is imported, as CloudFormation is told. */
export interface ImportedResource {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

/** A stack that begins with what one of its name has kept. */
export interface StackTakeBack {
  readonly stack: string;
  /** Holds what is imported and nothing else, as it is. */
  readonly template: Readonly<Record<string, unknown>>;
  readonly resources: readonly ImportedResource[];
  readonly things: readonly TakenBack[];
}

/** A repository that gives its name to a new one: no stack can take it back. */
export interface SetAside {
  readonly name: string;
  readonly newName: string;
}

/** Everything that a deployment takes back of what an earlier one has kept. */
export interface TakeBack {
  readonly stacks: readonly StackTakeBack[];
  readonly setAside: readonly SetAside[];
  /** Why something that was kept cannot be taken back. */
  readonly blockers: readonly Problem[];
}
