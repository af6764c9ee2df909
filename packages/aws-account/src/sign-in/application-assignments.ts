import {
  ConflictException,
  CreateApplicationAssignmentCommand,
  DeleteApplicationAssignmentCommand,
  GetApplicationAssignmentConfigurationCommand,
  paginateListApplicationAssignments,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { everyItem } from '../read/every-item.ts';
import { look } from '../read/look.ts';

/** Whom an application lets in, by the ids of the directory. */
export interface AssignedFound {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export async function readAssigned(ApplicationArn: string, client: SSOAdminClient): Promise<AssignedFound> {
  const pages = paginateListApplicationAssignments({ client }, { ApplicationArn });
  const all = await everyItem(pages, (answer) => answer.ApplicationAssignments);
  const of = (type: string) =>
    all.flatMap(({ PrincipalType, PrincipalId }) => (PrincipalType === type && PrincipalId ? PrincipalId : []));
  return { users: of('USER'), groups: of('GROUP') };
}

/** Lets a user in. AWS does not say what it answers for one who is let in already: where it sees a conflict, it is asked who is. */
export async function assignUser(ApplicationArn: string, user: string, client: SSOAdminClient): Promise<void> {
  const one = { ApplicationArn, PrincipalType: 'USER', PrincipalId: user } as const;
  try {
    await client.send(new CreateApplicationAssignmentCommand(one));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    if (!(await readAssigned(ApplicationArn, client)).users.includes(user)) throw error;
  }
}

/** Takes back that a user is let in; one who is not, or is gone with the application, is done already. */
export async function releaseUser(ApplicationArn: string, user: string, client: SSOAdminClient): Promise<void> {
  const one = { ApplicationArn, PrincipalType: 'USER', PrincipalId: user } as const;
  await look(client.send(new DeleteApplicationAssignmentCommand(one)));
}

/** Whether an application lets in only whom it is told to; otherwise everybody of the directory. */
export async function needsAssignment(ApplicationArn: string, client: SSOAdminClient): Promise<boolean> {
  const answer = await client.send(new GetApplicationAssignmentConfigurationCommand({ ApplicationArn }));
  return answer.AssignmentRequired !== false;
}
