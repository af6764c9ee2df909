export const roles = ['admin', 'lead-data-scientist', 'data-scientist', 'data-engineer', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Somebody with a role. */
export interface Person {
  /** The name in the file. */
  readonly name: string;
  readonly role: Role;
  /** The user name in the directory. */
  readonly signInName: string;
  /** A name that every AWS service accepts, unique in the workspace; never changes while `name` stays. */
  readonly profile: string;
}

/** The roles that may approve a model for deployment. */
export const approvingRoles: readonly Role[] = ['lead-data-scientist'];
