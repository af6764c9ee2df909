import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inEstimate } from '../../docs/generate/file/effect.ts';
import { effectOf } from '../../docs/generate/file/effect-of.ts';
import { flowEffects } from '../../docs/generate/file/flow-effects.ts';
import { optionsOf } from '../../docs/generate/file/options.ts';
import { workspaceEffects } from '../../docs/generate/file/workspace-effects.ts';
import { onAws } from '../../packages/aws/src/on-aws.ts';
import { preflight } from '../../packages/aws/src/preflight/preflight.ts';
import { buildApp } from '../../packages/aws/src/stacks/app.ts';
import { workspaceFile } from '../../packages/core/src/config/schema/workspace-file.ts';
import { blueprintOf, parseWorkspace, type Workspace } from '../../packages/core/src/index.ts';
import { type Case, cases, flowCase, sources } from './other-values.ts';

const options = optionsOf(workspaceFile)
  .filter(({ accepts }) => accepts !== null)
  .map(({ path }) => path.join('.'));

function workspaceOf(file: unknown): Workspace {
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/w', text: JSON.stringify(file) }, sources);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return parsed.workspace;
}

/** Everything that would be deployed, and how. */
function deployedOf(file: unknown): string {
  const workspace = onAws(workspaceOf(file));
  const folder = mkdtempSync(join(tmpdir(), 'atelier-effects-'));
  try {
    const plan = blueprintOf(workspace);
    preflight(workspace, plan);
    buildApp(workspace, plan, { folder, validation: 'none' }).app.synth();
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
    const texts = files
      // What is kept for people holds the lines of code that made each thing.
      .filter((name) => name.endsWith('.json') && !name.endsWith('.metadata.json'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    return JSON.stringify([files, texts, workspace.studio.homeFolders, workspace.signIn.identityCenter]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The effect of another value: the same deployment, another one, or none. */
function seen({ before, after }: Case): string {
  const first = deployedOf(before);
  try {
    return deployedOf(after) === first ? 'nothing' : 'something';
  } catch (error) {
    return (error as { code?: string }).code === 'NotBuiltYet' ? 'refused' : String(error);
  }
}

/** The effect of an option on AWS, as the page says it. */
function said(option: string): string {
  const effect = effectOf(workspaceEffects, option.split('.'));
  if (effect.aws?.startsWith('Refused')) return 'refused';
  return effect.aws === null || effect.aws === inEstimate.aws ? 'nothing' : 'something';
}

test('every option of atelier.yaml is tried', () => {
  expect(Object.keys(cases).toSorted()).toEqual(options.toSorted());
});

test.each(Object.entries(cases))('%s does on AWS what the page says', (option, one) => {
  expect(seen(one)).toBe(said(option));
});

test('of a flow file AWS gets the name alone, as the page says', () => {
  expect(seen(flowCase)).toBe('nothing');
  expect(Object.keys(flowEffects).filter((option) => flowEffects[option]?.aws !== null)).toEqual(['flow']);
});
