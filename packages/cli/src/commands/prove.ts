import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from '@atelier/problem';
import { accept, checkGiven, prove as proveTemplates, readAcceptances, readTemplates } from '@atelier/proofs';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { proofText } from '../text/proof-text.ts';

export interface ProveOptions {
  readonly json?: boolean;
  readonly region?: string;
  readonly account?: string;
  /** Each is `NAME=VALUE`. */
  readonly parameter?: readonly string[];
  /** File of accepted findings. */
  readonly accept?: string;
}

/** Prove isolation, encryption, endpoints and rights of any CloudFormation templates, or say what breaks them. */
export async function prove(io: Io, paths: readonly string[], options: ProveOptions): Promise<ExitCode> {
  const templates = await readTemplates(paths.map((path) => resolve(io.cwd, path)));
  const { region, account, parameter = [] } = options;
  const given = {
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    parameters: Object.fromEntries(parameter.map(nameAndValue)),
  };
  checkGiven(templates, given);
  const acceptances = options.accept === undefined ? [] : await acceptancesIn(io, options.accept);
  const proof = accept(await proveTemplates(templates, given), acceptances, new Date().toISOString().slice(0, 10));
  io.out(options.json ? `${JSON.stringify(proof, null, 2)}\n` : proofText(proof, templates.length));
  return proof.ok ? exitCodes.done : exitCodes.refused;
}

function nameAndValue(text: string): readonly [string, string] {
  const end = text.indexOf('=');
  if (end > 0) return [text.slice(0, end), text.slice(end + 1)];
  throw new Problem({
    code: 'BadParameter',
    message: `"${text}" gives no parameter a value.`,
    fix: 'Write --parameter NAME=VALUE.',
    whose: 'yours',
  });
}

async function acceptancesIn(io: Io, file: string) {
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      code: 'NotReadable',
      message: `The accepted findings in ${file} cannot be read: ${error.code}.`,
      fix: 'Correct the path of --accept.',
      whose: 'yours',
    });
  });
  return readAcceptances(text, file);
}
