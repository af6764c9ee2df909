import type { RightsHolder } from '@atelier/aws';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { rightsText } from '../text/rights-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface RightsOptions {
  readonly for: RightsHolder;
  readonly id?: string;
  readonly domain?: string;
  readonly application?: string;
}

/** Show the IAM policies that whoever deploys, CloudFormation's role or an onlooker needs, or what bounds its roles. */
export async function showRights(
  io: Io,
  file: string | undefined,
  options: RightsOptions & { json?: boolean },
): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { rights, synthesise } = await import('@atelier/aws');
  const deployed = {
    id: accepted('--id', options.id),
    domain: accepted('--domain', options.domain),
    application: accepted('--application', options.application),
  };
  const given = await rights(workspace, await synthesise(workspace), options.for, deployed);
  io.out(options.json ? `${JSON.stringify(given, null, 2)}\n` : rightsText(given));
  return exitCodes.done;
}

const shapes = {
  '--id': {
    shape: /^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stack\/[A-Za-z0-9-]+\/[0-9a-f-]+$/,
    is: 'the ARN of a stack with its id',
    fix: 'Copy the tag atelier:id from anything that is deployed, such as the domain.',
  },
  '--domain': {
    shape: /^d-[a-z0-9]+$/,
    is: 'd- and small letters and digits',
    fix: 'Copy the id from `aws sagemaker list-domains`.',
  },
  '--application': {
    shape: /^arn:aws[a-z-]*:sso::\d{12}:application\/(sso)?ins-[a-zA-Z0-9.-]{16}\/apl-[a-zA-Z0-9]{16}$/,
    is: 'the ARN of an application in Identity Center',
    fix: 'Copy the output SignInApplicationArn of the foundation stack.',
  },
} as const;

/** A pattern here would widen the rights: only whole values are taken. */
function accepted(option: keyof typeof shapes, value: string | undefined): string | null {
  if (value === undefined) return null;
  const { shape, is, fix } = shapes[option];
  if (shape.test(value)) return value;
  throw new Problem({
    code: 'BadOption',
    message: `${option} is "${value}", and ${is} is accepted.`,
    fix,
    whose: 'yours',
    state: 'No policy was made.',
  });
}
