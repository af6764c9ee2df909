import { examine } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { doctorText } from '../text/doctor-text.ts';

/** Try from inside of every kind of sandbox what it must not allow; exit code 2 when something got out. */
export async function doctor(io: Io, options: { json?: boolean }): Promise<ExitCode> {
  const report = await examine(io.env);
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report));
  const holds = report.examined.every(({ attempts }) => attempts.every(({ verdict }) => verdict === 'held'));
  return holds ? exitCodes.done : exitCodes.failed;
}
