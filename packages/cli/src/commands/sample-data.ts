import { resolve } from 'node:path';
import { Problem } from '@atelier/core';
import { writeSampleData } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

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
  const lines = Object.entries(files).map(([name, file]) => `${file}  ${rows[name]?.toLocaleString('en')} rows\n`);
  io.out(options.json ? `${JSON.stringify({ files, rows })}\n` : lines.join(''));
  return exitCodes.done;
}

function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Problem({
    code: 'NotAWholeNumber',
    message: `${option} is "${value}"; it takes a whole number.`,
    fix: `Write for instance ${option} 10.`,
    whose: 'yours',
    state: 'Nothing was written.',
  });
}
