import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { ourTags } from '../access/our-tags.ts';
import { registeredFolder } from '../access/registered-models.ts';
import type { ProjectGround } from './project-stack.ts';

/**
 * What notebooks read to find the parts of a project, one parameter each below the project's path.
 *
 * `serving` also tells the estimate what flows start at run time, which no template shows.
 */
export function projectSettings({ stack, names, project, key }: ProjectGround, tracking: string | null): void {
  const path = names.settingsPath(project.name);
  const { instance, minInstances, batchInstance } = project.serving;
  const flows = project.flows.map(({ flow }) => flow);
  const settings: Readonly<Record<string, string>> = {
    data: names.projectBucket(project.name, 'data'),
    artifacts: names.projectBucket(project.name, 'artifacts'),
    sandboxes: names.projectBucket(project.name, 'sandboxes'),
    registered: `s3://${names.projectBucket(project.name, 'artifacts')}/${registeredFolder}/`,
    registry: names.modelPackageGroup(project.name),
    warehouse: names.warehouse(project.name),
    'job-role': names.roleArn(names.jobRole(project.name)),
    'serving-role': names.roleArn(names.servingRole(project.name)),
    key: key.keyArn,
    // What notebooks give to jobs and models that they make, without which these are refused.
    tags: JSON.stringify(Object.entries(ourTags({ names })).map(([Key, Value]) => ({ Key, Value }))),
    serving: JSON.stringify({ instance, minInstances, batchInstance, flows }),
    ...(tracking === null ? {} : { tracking }),
  };
  for (const [name, value] of Object.entries(settings)) {
    new CfnParameter(stack, `Setting-${name}`, { name: `${path}/${name}`, type: 'String', value });
  }
}
