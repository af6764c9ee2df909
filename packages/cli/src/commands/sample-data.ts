import { resolve } from 'node:path';
import { writeSampleData } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly stores: string;
  readonly days: string;
  readonly seed: string;
  readonly json?: boolean;
}

/** Write deterministic, realistic input files for the sales flow. */
export async function sampleData(io: Io, folder: string, options: Options): Promise<ExitCode> {
  const sizes = {
    stores: wholeNumber('--stores', options.stores),
    days: wholeNumber('--days', options.days),
    seed: wholeNumber('--seed', options.seed),
  };
  const { files, rows } = await writeSampleData(resolve(io.cwd, folder), sizes, io.env, io.interrupted);
  const lines = Object.entries(files).map(
    ([name, file]) => `${oneLine(file)}  ${rows[name]?.toLocaleString('en')} rows\n`,
  );
  io.out(options.json ? `${JSON.stringify({ files, rows })}\n` : lines.join(''));
  return exitCodes.done;
}
