import { ExecutionRole } from '@atelier/constructs';
import { type PieceOf, piecesOf } from '@atelier/core';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { flowPolicy } from '../access/flow-policy.ts';
import { jobPolicies } from '../access/job-policy.ts';
import { servingPolicy } from '../access/serving-policy.ts';
import type { Built, Site } from './builder.ts';
import { projectNamed } from './ground.ts';
import { roleSettings } from './role-settings.ts';

/** The roles that a project's jobs, model servers and flows work with. */
export function buildProjectJobs({ project: { name } }: PieceOf<'project-jobs'>, site: Site): Built<'project-jobs'> {
  const { stack, blueprint, names, policies } = site;
  const project = projectNamed(site, name);
  const { stores, work, limits } = jobPolicies(policies, project);
  const role = new ExecutionRole(stack, 'JobRole', {
    roleName: names.jobRole(name),
    description: `Jobs of ${name}`,
    services: ['sagemaker.amazonaws.com', ...piecesOf(blueprint, 'big-data').map(() => 'emr-serverless.amazonaws.com')],
    // "jobs" was the one policy once: under its name, no update has the old and the new beside each other in IAM's quota.
    inlinePolicies: {
      jobs: PolicyDocument.fromJson(work),
      stores: PolicyDocument.fromJson(stores),
      limits: PolicyDocument.fromJson(limits),
    },
    ...roleSettings(site),
  });
  new ExecutionRole(stack, 'ServingRole', {
    roleName: names.servingRole(name),
    description: `Model servers of ${name}, which read registered models alone`,
    inlinePolicies: { serving: PolicyDocument.fromJson(servingPolicy(policies, project)) },
    ...roleSettings(site),
  });
  new ExecutionRole(stack, 'FlowRole', {
    roleName: names.flowRole(name),
    description: `Flows of ${name}`,
    services: ['states.amazonaws.com'],
    inlinePolicies: { flows: PolicyDocument.fromJson(flowPolicy(policies, project)) },
    ...roleSettings(site),
  });
  return { leaves: role };
}
