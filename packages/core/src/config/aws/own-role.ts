/** Kinds of roles that a workspace makes itself, as they stand in names behind its own. */
const ownRoles =
  /^(person|signin|jobs|flows|tracking|schedule|serving|warehouse)-|^(studio|flow-logs|templates|tracking|schedule)$/;

/** Whether an ARN has the name of a role that the workspace makes; IAM does not tell names apart by case. */
export function isOwnRole(arn: string, workspace: string): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1).toLowerCase();
  return name.startsWith(`${workspace}-`) && ownRoles.test(name.slice(workspace.length + 1));
}
