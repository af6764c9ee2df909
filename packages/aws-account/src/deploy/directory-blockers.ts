import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import type { Problem } from '@atelier/problem';
import type { AccountClients } from '../read/account-clients.ts';
import { notInDirectory } from '../sign-in/assignment-problems.ts';
import { readUserId } from '../sign-in/directory.ts';
import { readIdentityCenter } from '../sign-in/read-identity-center.ts';

/**
 * People whose profile is to be made and whom the directory does not have: SageMaker would refuse it in the middle (API
 * Reference, CreateUserProfile). Empty where the directory is not to be read: SageMaker says it then.
 */
export async function directoryBlockers(
  { people, signIn }: Workspace,
  deployed: readonly StackTemplate[],
  { identityCenter, directory }: Pick<AccountClients, 'identityCenter' | 'directory'>,
): Promise<readonly Problem[]> {
  if (signIn.method !== 'sso') return [];
  const there = new Set(deployed.flatMap(({ template }) => Object.values(template.Resources).flatMap(signInNamesIn)));
  const added = people.filter(({ signInName }) => !there.has(signInName));
  try {
    const center = await readIdentityCenter({ application: null, named: signIn.identityCenter }, identityCenter);
    if (center === undefined) return [];
    const missing: Problem[] = [];
    for (const { signInName } of added) {
      if ((await readUserId(center.store, signInName, directory)) === undefined)
        missing.push(notInDirectory(signInName, 'Nothing was changed.'));
    }
    return missing;
  } catch {
    return [];
  }
}

function signInNamesIn({ Type, Properties }: StackTemplate['template']['Resources'][string]): readonly string[] {
  const name = Type === 'AWS::SageMaker::UserProfile' ? Properties?.SingleSignOnUserValue : undefined;
  return typeof name === 'string' ? [name] : [];
}
