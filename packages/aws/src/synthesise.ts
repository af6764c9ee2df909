import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackTemplate } from '@atelier/cloudformation';
import { type Blueprint, blueprintOf, type Workspace } from '@atelier/core';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { onAws } from './on-aws.ts';
import { preflight } from './preflight/preflight.ts';
import type { BuiltApp } from './stacks/app.ts';
import { buildApp } from './stacks/app.ts';
import { type Holdings, holdingsOf } from './stacks/holdings.ts';
import { writeAssembly } from './write-assembly.ts';

/** The stacks of a workspace, synthesised. */
export interface Synthesis {
  readonly blueprint: Blueprint;
  /** Each stack after those it depends on. */
  readonly stacks: readonly StackTemplate[];
  /** The stacks that each stack waits for, by name. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** The resources of each piece of the plan. */
  readonly holdings: Holdings;
}

/**
 * Synthesise a workspace.
 *
 * With a folder the cloud assembly stays there, and the CDK's own engine has checked each template. Without one nothing
 * is left behind, and the templates are as the stacks made them: the guardrails check them.
 *
 * @throws Problem for a workspace that cannot be made on AWS, and for templates that the engine refuses.
 */
export async function synthesise(workspace: Workspace, options: { folder?: string } = {}): Promise<Synthesis> {
  const target = onAws(workspace);
  const blueprint = blueprintOf(target);
  preflight(target, blueprint);
  if (options.folder !== undefined) {
    const { built, assembly } = await writeAssembly(target, blueprint, options.folder);
    return synthesisOf(blueprint, built, assembly);
  }
  const folder = await mkdtemp(join(tmpdir(), 'atelier-synth-'));
  try {
    const built = buildApp(target, blueprint, { folder, validation: 'none' });
    return synthesisOf(blueprint, built, built.app.synth());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function synthesisOf(blueprint: Blueprint, built: BuiltApp, assembly: CloudAssembly): Synthesis {
  const artifacts = assembly.stacks;
  const stacks = artifacts.map(({ stackName, template, environment }) => ({
    stack: stackName,
    template,
    region: environment.region,
    ...(/^\d{12}$/.test(environment.account) ? { account: environment.account } : {}),
  }));
  return {
    blueprint,
    stacks,
    dependencies: Object.fromEntries(
      artifacts.map((artifact) => [
        artifact.stackName,
        artifact.dependencies.map(({ id }) => id).filter((id) => artifacts.some((other) => other.id === id)),
      ]),
    ),
    holdings: holdingsOf(built, stacks),
  };
}
