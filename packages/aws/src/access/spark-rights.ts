import { workspaceTag } from '../layout/workspace-tags.ts';
import type { Membership } from './membership.ts';
import { allow, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround, projectTag } from './policy-ground.ts';
import { ofProjects } from './project-rights.ts';

/** Spark jobs, which carry their project as a tag from the start. */
export function sparkRights(ground: PolicyGround, member: Membership): IamStatement[] {
  if (ground.workspace.bigData.emr === 'none') return [];
  const projects = member.projects.map(({ name }) => name);
  const applications = arnOf(ground, 'emr-serverless', '/applications/*');
  const runs = arnOf(ground, 'emr-serverless', '/applications/*/jobruns/*');
  const see = ['emr-serverless:GetDashboardForJobRun', 'emr-serverless:GetJobRun'];
  if (!member.holds('job.run')) return [allow('SeeSpark', see, [runs], ofProjects(member))];
  const ours = { [`aws:ResourceTag/${workspaceTag}`]: ground.names.workspace };
  const marked = { [`aws:RequestTag/${projectTag}`]: projects };
  return [
    allow('SeeSpark', [...see, 'emr-serverless:CancelJobRun'], [runs], ofProjects(member)),
    allow('RunSpark', ['emr-serverless:StartJobRun'], [applications], { StringEquals: { ...ours, ...marked } }),
    allow('MarkSpark', ['emr-serverless:TagResource'], [runs], { StringEquals: marked }),
  ];
}

/**
 * Drivers and executors write into the one group of the workspace's application, in the role of the job (EMR Serverless guide,
 * "Logging for EMR Serverless with Amazon CloudWatch"). Which stream is whose AWS does not tell; nobody reads by this.
 */
export function sparkLogs(ground: PolicyGround): IamStatement[] {
  if (ground.workspace.bigData.emr === 'none') return [];
  const group = arnOf(ground, 'logs', `log-group:/aws/emr-serverless/${ground.names.sparkApplication}`);
  return [
    allow('FindSparkLogs', ['logs:DescribeLogGroups'], ['*']),
    allow('SparkLogs', ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], [`${group}:*`]),
  ];
}
