import { constants } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blueprint } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type BuiltApp, buildApp } from './stacks/app.ts';
import type { AwsWorkspace } from './stacks/ground.ts';

export interface WrittenAssembly {
  readonly built: BuiltApp;
  readonly assembly: CloudAssembly;
}

/**
 * Write the templates of a workspace, checked by the CDK's own engine.
 *
 * @throws Problem for a folder that cannot be written to, and for templates that the engine refuses.
 */
export async function writeAssembly(
  workspace: AwsWorkspace,
  blueprint: Blueprint,
  folder: string,
): Promise<WrittenAssembly> {
  await makeFolder(folder);
  const built = buildApp(workspace, blueprint, { folder, validation: 'engine' });
  try {
    return { built, assembly: built.app.synth() };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
    throw await refusedByEngine(folder, error);
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message = `The templates cannot be written to ${folder}: the system says ${code}.`;
    const fix = 'Name a folder that you may write to, or one that is not there yet.';
    throw new Problem({ code: 'NotWritten', message, fix, whose: 'yours', state: 'Nothing was made.' }, error);
  }
}

/** The parts of the report that the CDK writes beside the templates it refuses. */
interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly severity: string; readonly description: string }[];
  }[];
}

async function refusedByEngine(folder: string, error: Error): Promise<Problem> {
  const file = join(folder, 'validation-report.json');
  const report: Report = JSON.parse(await readFile(file, 'utf8'));
  const violations = report.pluginReports.flatMap((plugin) => plugin.violations);
  const [first, ...more] = violations.filter(({ severity }) => severity === 'error');
  const others = more.length === 0 ? '' : ` And ${more.length} more, in ${file}.`;
  const message = `CloudFormation would refuse what the file becomes: ${first?.description ?? error.message}.${others}`;
  const fix = 'Correct the setting that this value comes from.';
  return new Problem(
    { code: 'TemplateRefused', message, fix, whose: 'yours', state: 'The templates in the folder are not usable.' },
    error,
  );
}
