/** Most characters of a bucket's name, which is the strictest of AWS's limits on derived names. */
export const longestBucketName = 63;

/** Characters that a derived name needs besides its words: a dash and ten digits that make it unique in the world. */
export const uniqueEnding = 11;

/** What the private stores of one person in one project are named after. */
export function sandboxName(workspace: string, project: string, profile: string): string {
  return `${workspace}-${project}-${profile}`;
}

/** What the stores of a project are named after. */
export function projectName(workspace: string, project: string): string {
  return `${workspace}-${project}`;
}
