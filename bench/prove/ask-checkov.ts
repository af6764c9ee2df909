import { execFileSync, spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import type { Answers } from './answers.ts';

const root = join(import.meta.dirname, '../..');
const environment = join(root, 'bench/.work/checkov');
const python = join(environment, 'bin/python');

interface Report {
  readonly summary: { readonly parsing_errors: number; readonly checkov_version: string };
  readonly results: { readonly failed_checks: readonly Failed[] };
}

interface Failed {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

/** Into an environment of its own: checkov holds libraries at versions that the tests' other peers cannot have. */
export function installCheckov(): void {
  const uv = (...args: readonly string[]) =>
    execFileSync(join(root, '.venv/bin/uv'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  uv('venv', '--quiet', '--allow-existing', '--python', join(root, '.venv/bin/python'), environment);
  const requirements = join(root, 'python/requirements/checkov.txt');
  uv('pip', 'sync', '--quiet', '--python', python, '--require-hashes', requirements);
}

/** Findings of checkov in each template of a folder, from one process that calls nobody. */
export function askCheckov(folder: string): Answers {
  const options = ['--framework', 'cloudformation', 'secrets', '--compact', '--quiet', '--output', 'json'];
  const offline = ['--skip-download', '--download-external-modules', 'False'];
  const { stdout, stderr } = spawnSync(
    python,
    [join(environment, 'bin/checkov'), '--directory', folder, ...options, ...offline],
    { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, CKV_SKIP_PACKAGE_UPDATE_CHECK: 'true' } },
  );
  // It exits with 1 when it finds something.
  if (!/^[[{]/.test(stdout.trim())) throw new Error(`checkov did not answer: ${stderr}`);
  const reports: readonly (Report | Report['summary'])[] = [JSON.parse(stdout)].flat();
  const findings: Record<string, string[]> = {};
  for (const report of reports) {
    // Without a template that it can read it prints a summary alone.
    for (const { check_id, file_path, resource } of 'results' in report ? report.results.failed_checks : []) {
      const file = basename(file_path);
      findings[file] = [...(findings[file] ?? []), `${check_id} ${resource}`];
    }
  }
  return { findings, unread: unreadIn(reports) };
}

/** Secrets are searched for in any text; only the reader of templates has errors. */
function unreadIn(reports: readonly (Report | Report['summary'])[]): number {
  return Math.max(0, ...reports.map((one) => ('results' in one ? one.summary : one).parsing_errors));
}
