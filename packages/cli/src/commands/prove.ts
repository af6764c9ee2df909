import { resolve } from 'node:path';
import { prove as proveTemplates, readTemplates } from '@atelier/aws/prove';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { findingsText } from '../text/findings-text.ts';

/** Prove isolation, encryption, endpoints and rights of any CloudFormation templates, or say what breaks them. */
export async function prove(io: Io, paths: readonly string[], options: { json?: boolean }): Promise<ExitCode> {
  const templates = await readTemplates(paths.map((path) => resolve(io.cwd, path)));
  const proof = await proveTemplates(templates);
  io.out(options.json ? `${JSON.stringify(proof, null, 2)}\n` : findingsText(proof, templates.length));
  return proof.ok ? exitCodes.done : exitCodes.refused;
}
