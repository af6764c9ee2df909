import { isDeepStrictEqual } from 'node:util';
import type { GuardrailFinding } from '@atelier/aws';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import type { SetAside, TakenBack } from '../take-back/take-back.ts';
import { checkAccount } from './check-account.ts';

/** Effects that a deployment would have on an account. */
export interface DeployPreview {
  readonly account: string;
  readonly region: string;
  /** Whether the account has what the CDK deploys with; otherwise that is made first. */
  readonly isBootstrapped: boolean;
  readonly stacks: readonly StackOutlook[];
  /** Findings on what becomes of what is deployed, where a person should know it before. */
  readonly warnings: readonly GuardrailFinding[];
  /** What earlier stacks have kept, and becomes part of these again. */
  readonly takesBack: readonly TakenBack[];
  /** Repositories that give their names to new ones. */
  readonly setsAside: readonly SetAside[];
  /** File systems with home folders that no domain takes back. */
  readonly homesLeft: readonly string[];
}

export interface StackOutlook {
  readonly stack: string;
  /** By its template; tags are not compared. */
  readonly change: 'new' | 'changes' | 'unchanged';
}

/**
 * Compare a synthesised workspace to what the account has of it.
 *
 * @throws Problem for everything in the account that speaks against a deployment
 */
export async function deployPreview(workspace: Workspace, stacks: readonly StackTemplate[]): Promise<DeployPreview> {
  const { account, isBootstrapped, deployed, warnings, takeBack } = await checkAccount(workspace, stacks);
  const there = new Map(deployed.map(({ stack, template }) => [stack, template]));
  const outlookOf = ({ stack, template }: StackTemplate): StackOutlook => {
    const before = there.get(stack);
    if (before === undefined) return { stack, change: 'new' };
    return { stack, change: isDeepStrictEqual(before, template) ? 'unchanged' : 'changes' };
  };
  const { account: id, region, domains, fileSystems } = account;
  const homes = domains.flatMap((domain) => domain.fileSystem ?? []);
  return {
    ...{ account: id, region, isBootstrapped, stacks: stacks.map(outlookOf), warnings },
    takesBack: takeBack.stacks.flatMap(({ things }) => things),
    setsAside: takeBack.setAside,
    homesLeft: fileSystems.map((system) => system.id).filter((system) => !homes.includes(system)),
  };
}
