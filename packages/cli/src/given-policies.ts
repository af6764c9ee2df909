import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AccountLimits } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Command } from 'commander';
import type { Io } from './io.ts';

/** Options by which policies over an account are handed in. */
export interface GivenPolicyOptions {
  /** Files with policies of the organization. */
  readonly scp?: readonly string[];
  /** File with the policy that bounds roles. */
  readonly boundary?: string;
}

export function takingPolicies(command: Command): Command {
  return command
    .option(
      '--scp <file>',
      'policies of the organization that are attached in one place: one, a list, or what describe-policy prints (repeatable)',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--boundary <file>', 'the policy that the file names as aws.iam.permissionsBoundary');
}

/** What stands over an account by the files that are handed in. @throws Problem for a file that is not one */
export async function givenPolicies(
  io: Io,
  workspace: Workspace,
  { scp = [], boundary: given }: GivenPolicyOptions,
): Promise<AccountLimits> {
  const { limitsOf } = await import('@atelier/aws');
  const boundary = given === undefined ? null : await policiesIn(io, given, '--boundary');
  const organization = await Promise.all(scp.map((file) => policiesIn(io, file, '--scp')));
  return limitsOf(workspace, organization, boundary);
}

/** @throws Problem where policies are handed in for what runs on this machine */
export function refusePoliciesHere({ scp, boundary }: GivenPolicyOptions): void {
  const given = scp !== undefined ? '--scp' : boundary !== undefined ? '--boundary' : undefined;
  if (given === undefined) return;
  throw new Problem({
    code: 'PoliciesNeedAws',
    message: `${given} hands in policies of an account of AWS; this machine has none.`,
    fix: `Leave ${given} out, or ask about AWS: a plan with --target aws, anything else with an aws section in the file.`,
    whose: 'yours',
  });
}

async function policiesIn(io: Io, file: string, option: string) {
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      code: 'NotReadable',
      message: `The policies in ${file} cannot be read: ${error.code}.`,
      fix: `Correct the path of ${option}.`,
      whose: 'yours',
    });
  });
  return { file, text };
}
