import { type PieceOf, piecesOf } from '@atelier/core';
import { flowPolicy } from '../access/flow-policy.ts';
import { jobPolicies } from '../access/job-policy.ts';
import { servingPolicy } from '../access/serving-policy.ts';
import { addRole } from './add-role.ts';
import type { Built, Site } from './builder.ts';
import { projectNamed } from './ground.ts';

/** The roles that a project's jobs and model servers work with, and its flows where it has any. */
export function buildProjectJobs({ project: { name } }: PieceOf<'project-jobs'>, site: Site): Built<'project-jobs'> {
  const { blueprint, names, policies } = site;
  const project = projectNamed(site, name);
  const { stores, work, limits } = jobPolicies(policies, project);
  const role = addRole(site, 'JobRole', {
    roleName: names.jobRole(name),
    description: `Jobs of ${name}`,
    services: ['sagemaker.amazonaws.com', ...piecesOf(blueprint, 'big-data').map(() => 'emr-serverless.amazonaws.com')],
    // "jobs" was the one policy once: under its name, no update has the old and the new beside each other in IAM's quota.
    policies: { jobs: work, stores, limits },
  });
  addRole(site, 'ServingRole', {
    roleName: names.servingRole(name),
    description: `Model servers of ${name}, which read registered models alone`,
    policies: { serving: servingPolicy(policies, project) },
  });
  if (project.flows.length > 0)
    addRole(site, 'FlowRole', {
      roleName: names.flowRole(name),
      description: `Flows of ${name}`,
      services: ['states.amazonaws.com'],
      policies: { flows: flowPolicy(policies, project) },
    });
  return { leaves: role };
}
