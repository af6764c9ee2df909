import { describeFailure } from '@atelier/problem';
import { CommanderError } from 'commander';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { buildProgram } from './program.ts';
import { problemText } from './text/problem-text.ts';

/** Run one command line; everything that goes wrong becomes words for a person and an exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = buildProgram(io, (outcome) => {
    code = outcome;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (error instanceof CommanderError) return refuse(error, args.includes('--json'), io);
    report(error, args.includes('--json'), io);
    return exitCodeOf(error);
  }
}

function report(error: unknown, asJson: boolean, io: Io): void {
  if (asJson) io.out(`${JSON.stringify({ problem: describeFailure(error) })}\n`);
  else io.err(problemText(error));
}

/** The command line itself was wrong: commander has said so in words already. */
function refuse(error: CommanderError, asJson: boolean, io: Io): ExitCode {
  const message = error.message.replace(/^error: /, '');
  const problem = { code: 'BadCommandLine', message, fix: 'See "atelier help".', whose: 'yours' };
  if (asJson) io.out(`${JSON.stringify({ problem })}\n`);
  return exitCodes.refused;
}
