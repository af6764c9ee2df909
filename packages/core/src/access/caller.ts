import type { Narrowed } from './narrowed.ts';

/**
 * Who asks a running workspace for something: whoever owns it on this machine, a person of its file, or the code of a
 * project's shared space, which is nobody's alone.
 *
 * A person is a name alone. The role is what the file says when the question is decided, not when somebody signed in.
 */
export type Caller =
  | { readonly kind: 'owner' }
  | {
      readonly kind: 'person';
      readonly person: string;
      /** Left out: all that the person may do. */
      readonly narrowed?: Narrowed;
    }
  | { readonly kind: 'shared-space'; readonly project: string };

/** A caller in a few words, for sentences. */
export function callerText(caller: Caller): string {
  if (caller.kind === 'shared-space') return `the shared space of ${caller.project}`;
  return caller.kind === 'owner' ? 'the owner' : caller.person;
}

/** A caller in one word or two, for the audit; a person without a name is nobody. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'shared-space') return `space ${caller.project}`;
  return caller.kind === 'owner' ? 'owner' : caller.person || 'nobody';
}
