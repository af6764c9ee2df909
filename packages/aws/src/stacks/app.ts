import type { Blueprint } from '@atelier/core';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { idExport, stackNames } from '../layout/stack-names.ts';
import { taggedByCall } from '../layout/tagged-by-call.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';
import { type Builders, builders } from './builders.ts';
import { type AwsWorkspace, groundOf } from './ground.ts';
import { planStacks } from './plan-stacks.ts';
import { type Raised, raisePieces } from './raise-pieces.ts';
import { withoutEngine } from './without-engine.ts';
import { tagWithId } from './workspace-id.ts';

const context = {
  // Mistakes in a property stop the synthesis; by default the CDK only warns.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // CloudFormation counts spaces towards the largest template that it takes.
  '@aws-cdk/core:suppressTemplateIndentation': true,
  // No stack goes before those that take something from it. The CDK warns of everybody who has not chosen.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/**
 * The CDK's own command line asks for the place of each construct in the templates: other templates for the same app, and
 * its diff ends in an assertion where such a place is in the deployed template alone.
 */
const postCliContext = { [PATH_METADATA_ENABLE_CONTEXT]: false };

/** CloudFormation hands the tags of a stack on to all that is in it, those that cannot change as well. */
const excludeResourceTypes = ['aws:cdk:stack', ...taggedByCall];

export interface AppSettings {
  /** Where the templates will be written. */
  readonly folder: string;
  /** Whether the CDK's own engine checks the templates, which takes most of a synthesis. */
  readonly validation: 'engine' | 'none';
}

/** The CDK app of a workspace, and which piece of its plan each resource is of. */
export interface BuiltApp extends Raised {
  readonly app: App;
}

/** The CDK app that makes what a plan lists. */
export function buildApp(
  workspace: AwsWorkspace,
  blueprint: Blueprint,
  { folder, validation }: AppSettings,
  table: Builders = builders,
): BuiltApp {
  const app = new App({ outdir: folder, analyticsReporting: false, treeMetadata: false, context, postCliContext });
  if (validation === 'none') Validations.of(app).addPlugins(withoutEngine());
  const ground = groundOf(app, workspace, blueprint);
  const stacks = planStacks(ground);
  const raised = raisePieces(ground, stacks, table);
  const first = stacks.get(stackNames.network(workspace.name));
  if (first === undefined) throw new Error('The plan has no network.');
  Tags.of(app).add(workspaceTag, workspace.name);
  tagWithId(app, { first, exportName: idExport(workspace.name), excludeResourceTypes });
  for (const [key, value] of Object.entries(workspace.aws.tags)) Tags.of(app).add(key, value, { excludeResourceTypes });
  return { app, ...raised };
}
