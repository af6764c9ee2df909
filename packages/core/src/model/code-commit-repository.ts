export interface CodeCommitRepository {
  readonly region: string;
  readonly name: string;
}

const form = /^https:\/\/git-codecommit\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/v1\/repos\/([\w.-]+)$/;

/** The repository that git clones from an address; null: it is not in CodeCommit. */
export function codeCommitRepository(address: string): CodeCommitRepository | null {
  const [, region, name] = form.exec(address) ?? [];
  return region === undefined || name === undefined ? null : { region, name };
}
