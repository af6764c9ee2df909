import { ExecutionRole, TeamBucket, Warehouse } from '@atelier/constructs';
import { type Project, roles } from '@atelier/core';
import { RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import { CfnManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnModelPackageGroup } from 'aws-cdk-lib/aws-sagemaker';
import { flowPolicy } from '../access/flow-policy.ts';
import { jobPolicies } from '../access/job-policy.ts';
import { membershipPolicy } from '../access/membership-policy.ts';
import { projectTag } from '../access/policy-ground.ts';
import { registeredOnce } from '../access/registered-models.ts';
import { servingPolicy } from '../access/serving-policy.ts';
import { warehousePolicy } from '../access/warehouse-policy.ts';
import { stackNames } from '../layout/stack-names.ts';
import type { Foundation } from './foundation-stack.ts';
import { type Ground, newStack, piecesOf } from './ground.ts';
import type { NetworkGround } from './network-stack.ts';
import { outputs } from './outputs.ts';
import { projectNotices } from './project-notices.ts';
import { projectRepository } from './project-repository.ts';
import { projectSettings } from './project-settings.ts';
import { projectTracking } from './project-tracking.ts';
import { roleSettings } from './role-settings.ts';
import { sharedSpaceRights } from './shared-space-rights.ts';

/** Services that read files as a project's warehouse. */
const redshift = ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'];

/** What the parts of one project are built from. */
export interface ProjectGround extends Ground, NetworkGround, Foundation {
  readonly stack: Stack;
  readonly project: Project;
}

/** All that one project has: stores, rights of its jobs, warehouse, tracking, registry, repository, budget. */
export function projectStack(ground: Ground, name: string, network: NetworkGround, foundation: Foundation): Stack {
  const { workspace, names } = ground;
  const project = workspace.projects.find((candidate) => candidate.name === name);
  if (project === undefined) throw new Error(`The plan has a project ${name} that the workspace does not have.`);
  const stack = newStack(ground, stackNames.project(workspace.name, name), `${workspace.name}: the project ${name}`);
  Tags.of(stack).add(projectTag, name);
  const parts: ProjectGround = { ...ground, ...network, ...foundation, stack, project };
  stores(parts);
  const jobs = jobRoles(parts);
  warehouse(parts);
  const registry = new CfnModelPackageGroup(stack, 'Registry', {
    modelPackageGroupName: names.modelPackageGroup(name),
    modelPackageGroupDescription: `Models of ${name} that wait for approval, and those approved`,
  });
  registry.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  memberPolicies(parts);
  const tracking = projectTracking(parts);
  projectRepository(parts);
  sharedSpaceRights(parts);
  projectNotices(parts);
  projectSettings(parts, tracking);
  outputs(stack, {
    StudioBucketName: ['Data of the project', names.projectBucket(name, 'data')],
    NotebookBucketUri: ['Where members keep their own files', `s3://${names.projectBucket(name, 'sandboxes')}`],
    MlflowTrackingServerArn: ['Experiments of the project', tracking ?? undefined],
    JobRoleArn: ['Role of jobs', jobs.roleArn],
  });
  return stack;
}

/** One policy for each role, whether a member has it or not, so that a new member changes nothing here. */
function memberPolicies({ stack, names, policies, project, workspace }: ProjectGround): void {
  for (const role of roles) {
    const policyDocument = membershipPolicy(policies, role, [project]);
    if (policyDocument.Statement.length === 0) continue;
    new CfnManagedPolicy(stack, `Members-${role}`, {
      managedPolicyName: names.projectPolicy(project.name, role),
      path: workspace.aws.iam.rolePath,
      description: `What every ${role} who is a member of ${project.name} may do there`,
      policyDocument,
    });
  }
}

function stores({ stack, project, names, network, key, workspace, policies }: ProjectGround): void {
  const { s3EndpointId } = network;
  const tracking = workspace.tracking.kind === 'none' ? [] : [names.roleArn(names.trackingRole(project.name))];
  for (const bucket of ['data', 'artifacts', 'sandboxes'] as const) {
    new TeamBucket(stack, `Store-${bucket}`, {
      bucketName: names.projectBucket(project.name, bucket),
      kmsKeyArn: key.keyArn,
      accessLogsBucketName: names.accessLogsBucket,
      ...(s3EndpointId === undefined ? {} : { endpointIds: [s3EndpointId] }),
      ...(bucket === 'artifacts' ? { viaRoles: tracking, writeOnce: registeredOnce(policies, project.name) } : {}),
    });
  }
}

function jobRoles(parts: ProjectGround): ExecutionRole {
  const { stack, project, names, policies } = parts;
  const { stores, work, limits } = jobPolicies(policies, project);
  const role = new ExecutionRole(stack, 'JobRole', {
    roleName: names.jobRole(project.name),
    description: `Jobs of ${project.name}`,
    services: [
      'sagemaker.amazonaws.com',
      ...(parts.workspace.bigData.emr === 'none' ? [] : ['emr-serverless.amazonaws.com']),
    ],
    // "jobs" was the one policy once: under its name, no update has the old and the new beside each other in IAM's quota.
    inlinePolicies: {
      jobs: PolicyDocument.fromJson(work),
      stores: PolicyDocument.fromJson(stores),
      limits: PolicyDocument.fromJson(limits),
    },
    ...roleSettings(parts),
  });
  new ExecutionRole(stack, 'ServingRole', {
    roleName: names.servingRole(project.name),
    description: `Model servers of ${project.name}, which read registered models alone`,
    inlinePolicies: { serving: PolicyDocument.fromJson(servingPolicy(policies, project)) },
    ...roleSettings(parts),
  });
  new ExecutionRole(stack, 'FlowRole', {
    roleName: names.flowRole(project.name),
    description: `Flows of ${project.name}`,
    services: ['states.amazonaws.com'],
    inlinePolicies: { flows: PolicyDocument.fromJson(flowPolicy(policies, project)) },
    ...roleSettings(parts),
  });
  return role;
}

function warehouse(parts: ProjectGround): void {
  const { stack, plan, project, names, network, key, policies } = parts;
  if (!piecesOf(plan, 'warehouse').some((piece) => piece.project.name === project.name)) return;
  const { baseCapacity, maxCapacity } = project.warehouse;
  const reader = new ExecutionRole(stack, 'WarehouseRole', {
    roleName: names.warehouseRole(project.name),
    description: `The warehouse of ${project.name}, which reads files and writes none`,
    services: redshift,
    inlinePolicies: { warehouse: PolicyDocument.fromJson(warehousePolicy(policies, project)) },
    ...roleSettings(parts),
  });
  new Warehouse(stack, 'Warehouse', {
    name: names.warehouse(project.name),
    databaseName: 'warehouse',
    subnetIds: network.subnetIds,
    securityGroupId: network.workSecurityGroupId,
    kmsKeyArn: key.keyArn,
    roleArn: reader.roleArn,
    baseCapacity,
    ...(maxCapacity === null ? {} : { maxCapacity }),
  });
}
