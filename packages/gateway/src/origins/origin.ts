/**
 * One of the origins behind the port, each with cookies of its own: script that runs in one reaches no other.
 *
 * `portal` has the pages, the API, and the paths of programs.
 */
export type Origin =
  | { readonly kind: 'portal' }
  | { readonly kind: 'tracking'; readonly project: string }
  | { readonly kind: 'space'; readonly person: string; readonly project: string }
  | { readonly kind: 'shared-space'; readonly project: string };

export const portal: Origin = { kind: 'portal' };
