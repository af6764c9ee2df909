/** Name of the parameter that is a workspace's lock while somebody deploys it or tears it down. */
export function lockName(workspace: string): string {
  return `/atelier/lock/${workspace}`;
}
