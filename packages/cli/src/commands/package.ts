import { packageClient } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readLogin } from '../login/login-file.ts';
import { type ActingOptions, loginFailure } from '../login/way-in.ts';
import { stateOf } from '../state-of.ts';
import { allowedText, reasonsText } from '../text/packages-text.ts';

export interface PackageOptions extends ActingOptions {
  readonly json?: boolean;
}

/** Show what may be installed. */
export async function listPackages(io: Io, options: PackageOptions): Promise<ExitCode> {
  const allowed = await asked(io, options, (index) => index.allowed());
  io.out(options.json ? `${JSON.stringify(allowed)}\n` : allowedText(allowed));
  return exitCodes.done;
}

/** Say why a package may be installed, or why not. */
export async function whyPackage(io: Io, name: string, options: PackageOptions): Promise<ExitCode> {
  const reasons = await asked(io, options, (index) => index.why(name));
  io.out(options.json ? `${JSON.stringify(reasons)}\n` : reasonsText(reasons));
  return reasons.verdict === 'allowed' ? exitCodes.done : exitCodes.refused;
}

async function asked<Answer>(
  io: Io,
  { file, owner }: PackageOptions,
  ask: (index: ReturnType<typeof packageClient>) => Promise<Answer>,
): Promise<Answer> {
  const login = owner === true ? undefined : readLogin(io, file);
  if (login !== undefined) io.err(`as ${oneLine(login.person)}\n`);
  try {
    return await ask(packageClient(login ?? stateOf(io, file)));
  } catch (error) {
    throw login === undefined ? error : loginFailure(error);
  }
}
