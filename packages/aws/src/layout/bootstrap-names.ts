import type { Workspace } from '@atelier/core';

/** Qualifier of the CDK's own bootstrap. */
export const usualQualifier = 'hnb659fds';

/** Qualifier of the bootstrap that a workspace deploys with. */
export function bootstrapQualifier({ aws }: Pick<Workspace, 'aws'>): string {
  return aws?.synthesizer.qualifier ?? usualQualifier;
}

/** The parameter that holds the version of a bootstrap, without a slash before it. */
export function bootstrapVersionParameter(qualifier: string): string {
  return `cdk-bootstrap/${qualifier}/version`;
}
