import { releaseUser } from '../../sign-in/application-assignments.ts';
import { forgetRecord, readRecords } from '../../sign-in/assigned-records.ts';
import type { Perform } from './perform.ts';

/** Those alone that a deployment has made; what is gone with its application is forgotten. */
export const releaseAssigned: Perform<'assignments'> = async ({ workspace, assigned, applications }, clients) => {
  const there = new Set((await readRecords(workspace, clients.parameters)).map(({ user }) => user));
  const left = assigned.filter(({ user }) => there.has(user));
  for (const { user, application } of left) {
    if (applications.includes(application)) await releaseUser(application, user, clients.identityCenter);
    await forgetRecord(workspace, user, clients.parameters);
  }
  return left.length > 0;
};
