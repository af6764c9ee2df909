import type { AssignedRecord } from './assigned-records.ts';

/** A person of the file as the directory and the application know them. */
export interface PersonFound {
  readonly person: string;
  readonly signInName: string;
  /** Id in the directory; null: it has nobody of that name. */
  readonly user: string | null;
  /** Whether the application lets them in by themselves, as one of a group, or not. */
  readonly assigned: 'directly' | 'by group' | 'not';
}

export interface AssignmentFacts {
  readonly application: string;
  readonly people: readonly PersonFound[];
  /** Ids of all users whom the application lets in by themselves. */
  readonly users: readonly string[];
  readonly records: readonly AssignedRecord[];
}

/** Changes that let in everybody of the file, and nobody any more whom a deployment has let in before. */
export interface AssignmentPlan {
  readonly assign: readonly AssignedRecord[];
  readonly release: readonly AssignedRecord[];
  /** Records of assignments that are gone with their application, or that somebody has removed. */
  readonly forget: readonly AssignedRecord[];
}

/** Whoever a group lets in is left to it; an assignment without a record is somebody else's, and stays. */
export function assignmentPlan({ application, people, users, records }: AssignmentFacts): AssignmentPlan {
  const wanted = new Set(people.flatMap(({ user }) => user ?? []));
  const assign = people.flatMap(({ user, signInName, assigned }) =>
    user !== null && assigned === 'not' ? { user, application, signInName } : [],
  );
  const old = records.filter(({ user }) => !wanted.has(user));
  const isThere = (record: AssignedRecord) => record.application === application && users.includes(record.user);
  const elsewhere = records.filter((record) => wanted.has(record.user) && record.application !== application);
  const again = new Set(assign.map(({ user }) => user));
  return {
    assign,
    release: old.filter(isThere),
    forget: [...old.filter((record) => !isThere(record)), ...elsewhere.filter(({ user }) => !again.has(user))],
  };
}
