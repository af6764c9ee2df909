/** Under which the first stack exports what tells the workspace from others of its name. */
export function idExport(workspace: string): string {
  return `${workspace}-id`;
}

/** Names of a workspace's stacks. */
export const stackNames = {
  network: (workspace: string) => `${workspace}-network`,
  foundation: (workspace: string) => `${workspace}-foundation`,
  project: (workspace: string, project: string) => `${workspace}-project-${project}`,
  people: (workspace: string, shard: string) => `${workspace}-people-${shard}`,
  spaces: (workspace: string) => `${workspace}-spaces`,
} as const;
