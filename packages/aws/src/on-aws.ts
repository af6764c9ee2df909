import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { AwsWorkspace } from './stacks/ground.ts';

/**
 * A workspace that goes to AWS.
 *
 * @throws Problem when its file does not say where
 */
export function onAws(workspace: Workspace): AwsWorkspace {
  const { aws } = workspace;
  if (aws !== null) return { ...workspace, aws };
  throw new Problem({
    code: 'NoAwsSettings',
    message: `The workspace ${workspace.name} has no \`aws\` section, so it can only run on this machine.`,
    fix: 'Add to the file: aws: { region: eu-central-1 }',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
