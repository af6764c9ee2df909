/** Names of a workspace's stacks. */
export const stackNames = {
  network: (workspace: string) => `${workspace}-network`,
  foundation: (workspace: string) => `${workspace}-foundation`,
  project: (workspace: string, project: string) => `${workspace}-project-${project}`,
  people: (workspace: string, shard: string) => `${workspace}-people-${shard}`,
  spaces: (workspace: string) => `${workspace}-spaces`,
} as const;
