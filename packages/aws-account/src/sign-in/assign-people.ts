import type { Workspace } from '@atelier/core';
import type { Problem } from '@atelier/problem';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { assignUser, releaseUser } from './application-assignments.ts';
import { type AssignedRecord, forgetRecord, keepRecord, readRecords } from './assigned-records.ts';
import { type AssignmentPlan, assignmentPlan } from './assignment-plan.ts';
import { directoryNotSeen, notInDirectory, restIsDeployed } from './assignment-problems.ts';
import { readPeople } from './read-people.ts';

/** Somebody whom a deployment could not let in, or could no longer keep out. */
export interface NotDone {
  readonly signInName: string;
  readonly problem: Problem;
}

/** Result of letting people in through Identity Center. */
export interface Assignments {
  /** Sign-in names of those whom the application lets in now. */
  readonly letIn: readonly string[];
  /** Those of `letIn` who were not before. */
  readonly assigned: readonly string[];
  /** Sign-in names of those whom a deployment before had let in, and who are not in the file any more. */
  readonly released: readonly string[];
  readonly notAssigned: readonly NotDone[];
  readonly notReleased: readonly NotDone[];
}

type Clients = Pick<AccountClients, 'identityCenter' | 'directory' | 'parameters'>;

/**
 * Assigns everybody of a file to the application of its domain, and takes back what a deployment has assigned and the file
 * does not say any more. It may be done again.
 *
 * Never throws: whoever deploys may have no rights to the directory, which is another account's more often than not.
 */
export async function assignPeople(workspace: Workspace, application: string, clients: Clients): Promise<Assignments> {
  const names = workspace.people.map(({ signInName }) => signInName);
  const nobody = { letIn: [], assigned: [], released: [], notReleased: [] };
  const allOf = (problem: Problem) => names.map((signInName) => ({ signInName, problem }));
  try {
    const found = await readPeople(workspace, application, clients);
    if (found === undefined) return { ...nobody, notAssigned: allOf(directoryNotSeen(application)) };
    const records = await readRecords(workspace.name, clients.parameters);
    const plan = assignmentPlan({ application, ...found, records });
    const released = await release(workspace.name, plan, clients);
    const assigned = await assign(workspace.name, plan, clients);
    const unknown = found.people.filter(({ user }) => user === null);
    const before = found.people.filter(({ assigned }) => assigned !== 'not').map(({ signInName }) => signInName);
    return {
      letIn: [...before, ...assigned.done],
      assigned: assigned.done,
      released: released.done,
      notAssigned: [
        ...unknown.map(({ signInName }) => ({ signInName, problem: notInDirectory(signInName, restIsDeployed) })),
        ...assigned.notDone,
      ],
      notReleased: released.notDone,
    };
  } catch (error) {
    return { ...nobody, notAssigned: allOf(refused(error, 'reading who is let in by Identity Center')) };
  }
}

interface Done {
  readonly done: readonly string[];
  readonly notDone: readonly NotDone[];
}

/** First: whoever is taken out of the file would be given a new profile at the next sign-in. */
async function release(workspace: string, { release, forget }: AssignmentPlan, clients: Clients): Promise<Done> {
  for (const { user } of forget) await forgetRecord(workspace, user, clients.parameters);
  return eachOf(release, async ({ user, application }) => {
    await releaseUser(application, user, clients.identityCenter);
    await forgetRecord(workspace, user, clients.parameters);
  });
}

async function assign(workspace: string, plan: AssignmentPlan, clients: Clients): Promise<Done> {
  return eachOf(plan.assign, async (record) => {
    await keepRecord(workspace, record, clients.parameters);
    try {
      await assignUser(record.application, record.user, clients.identityCenter);
    } catch (error) {
      // Whoever assigns them in our place has made it: what they make is not ours to take back.
      await forgetRecord(workspace, record.user, clients.parameters);
      throw error;
    }
  });
}

/** Does something for each, and goes on where it is refused. */
async function eachOf(
  records: readonly AssignedRecord[],
  act: (record: AssignedRecord) => Promise<void>,
): Promise<Done> {
  const done: string[] = [];
  const notDone: NotDone[] = [];
  for (const record of records) {
    const { signInName } = record;
    try {
      await act(record);
      done.push(signInName);
    } catch (error) {
      notDone.push({ signInName, problem: refused(error, `changing the assignment of ${signInName}`) });
    }
  }
  return { done, notDone };
}

function refused(error: unknown, doing: string): Problem {
  return awsProblem(error, doing, restIsDeployed);
}
