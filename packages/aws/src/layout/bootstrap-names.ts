import type { Workspace } from '@atelier/core';

/** What the CDK's own bootstrap is called. */
export const usualQualifier = 'hnb659fds';

/** What the bootstrap is called that a workspace deploys with. */
export function bootstrapQualifier({ aws }: Pick<Workspace, 'aws'>): string {
  return aws?.synthesizer.qualifier ?? usualQualifier;
}

/** The parameter that holds the version of a bootstrap, without a slash before it. */
export function bootstrapVersionParameter(qualifier: string): string {
  return `cdk-bootstrap/${qualifier}/version`;
}
