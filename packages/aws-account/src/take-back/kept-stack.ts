import type { Template, TemplateResource } from '@atelier/cloudformation';
import type { KeptResource } from '../read/account.ts';

/** A first stack, as it was when another stack was last changed. */
export interface FirstStack {
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  /** Ids of keys, by logical id. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A stack that is gone, and has left what is to be part of a stack of its name again. */
export interface KeptStack {
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  /** Null: AWS does not remember it. */
  readonly first: FirstStack | null;
  readonly kept: readonly KeptResource[];
  /** Policies as they are now, by bucket; one without a policy has none. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** Whether a resource stays in the account when its stack is rid of it. */
export function outlives({ DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }: TemplateResource): boolean {
  return [DeletionPolicy, UpdateReplacePolicy].some((policy) => policy.startsWith('Retain'));
}
