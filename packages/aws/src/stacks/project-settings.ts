import type { PieceOf } from '@atelier/core';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { ourTags } from '../access/our-tags.ts';
import { registeredFolder } from '../access/registered-models.ts';
import { type Built, made, type Site } from './builder.ts';
import { outputs } from './outputs.ts';

/**
 * Builds what notebooks read to find the parts of a project, one parameter each below the project's path; and what other
 * systems read of the stack.
 */
export function buildProjectSettings(piece: PieceOf<'project-settings'>, site: Site): Built<'project-settings'> {
  const { stack, names, needed, ifNeeded } = site;
  const { name } = piece.project;
  const shared = ifNeeded('workspace-tracking')?.arn;
  const tracking = ifNeeded('tracking')?.arn ?? shared;
  for (const [setting, value] of Object.entries({
    ...settingsOf(piece, site, tracking),
    ...(shared === undefined ? {} : runFilesOf(name, site)),
  })) {
    const parameter = `${names.settingsPath(name)}/${setting}`;
    new CfnParameter(stack, `Setting-${setting}`, { name: parameter, type: 'String', value });
  }
  outputs(stack, {
    StudioBucketName: ['Data of the project', names.projectBucket(name, 'data')],
    NotebookBucketUri: ['Where members keep their own files', `s3://${names.projectBucket(name, 'sandboxes')}`],
    MlflowTrackingServerArn: ['Experiments of the project', tracking],
    JobRoleArn: ['Role of jobs', needed('project-jobs').roleArn],
  });
  return made;
}

/** A server of all projects has no folder of a project's: experiments are made with this one. */
function runFilesOf(project: string, { names }: Site): Readonly<Record<string, string>> {
  return { 'run-files': `s3://${names.projectBucket(project, 'artifacts')}/mlflow` };
}

/** `serving` also tells the estimate what flows start at run time, which no template shows. */
function settingsOf(
  { project }: PieceOf<'project-settings'>,
  { names, needed }: Site,
  tracking: string | undefined,
): Readonly<Record<string, string>> {
  const { instance, minInstances, batchInstance } = project.serving;
  const flows = project.flows.map(({ flow }) => flow);
  return {
    data: names.projectBucket(project.name, 'data'),
    artifacts: names.projectBucket(project.name, 'artifacts'),
    sandboxes: names.projectBucket(project.name, 'sandboxes'),
    registered: `s3://${names.projectBucket(project.name, 'artifacts')}/${registeredFolder}/`,
    registry: names.modelPackageGroup(project.name),
    ...(project.warehouse === null ? {} : { warehouse: names.warehouse(project.name) }),
    'job-role': names.roleArn(names.jobRole(project.name)),
    'serving-role': names.roleArn(names.servingRole(project.name)),
    key: needed('key').keyArn,
    // What notebooks give to jobs and models that they make, without which these are refused.
    tags: JSON.stringify(Object.entries(ourTags({ names })).map(([Key, Value]) => ({ Key, Value }))),
    serving: JSON.stringify({ instance, minInstances, batchInstance, flows }),
    ...(tracking === undefined ? {} : { tracking }),
  };
}
