import type { Narrowed } from './narrowed.ts';

/**
 * Who asks a running workspace for something: whoever owns it on this machine, or a person of its file.
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
    };

/** A caller in a few words. */
export function callerText(caller: Caller): string {
  return caller.kind === 'owner' ? 'the owner' : caller.person;
}
