/** Path of the parameters that say whom deployments have assigned in Identity Center: one for each user, named by the user's id. */
export function assignedPath(workspace: string): string {
  return `/atelier/assigned/${workspace}`;
}
