import {
  ExecutionRole,
  PackageRepository,
  ProjectTemplates,
  SparkApplication,
  SpendingBudget,
  type StudioDomain,
} from '@atelier/constructs';
import type { Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { insidePolicy } from '../access/inside-policy.ts';
import { limitPolicy } from '../access/limit-policy.ts';
import { type PolicyGround, policyGround } from '../access/policy-ground.ts';
import { rolePolicy } from '../access/role-policy.ts';
import { stackNames } from '../layout/stack-names.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';
import { budgetListeners } from './budget-listeners.ts';
import { type Ground, newStack, piecesOf } from './ground.ts';
import type { NetworkGround } from './network-stack.ts';
import { outputs } from './outputs.ts';
import { roleSettings } from './role-settings.ts';
import { studioDomain } from './studio-domain.ts';

/** What the stacks of people and projects take from the foundation. */
export interface Foundation {
  readonly domain: StudioDomain;
  readonly policies: PolicyGround;
}

/** What a workspace has once: Studio, the rights of each role, packages, Spark. */
export function foundationStack(ground: Ground, network: NetworkGround): Foundation {
  const { workspace, names } = ground;
  const stack = newStack(
    ground,
    stackNames.foundation(workspace.name),
    `${workspace.name}: Studio, roles and packages`,
  );
  const fallback = new ExecutionRole(stack, 'StudioRole', {
    roleName: names.studioRole,
    description: 'Studio itself and shared spaces; by itself it may do nothing',
    ...roleSettings(ground),
  });
  const domain = studioDomain(stack, ground, network, fallback.roleArn);
  const policies = policyGround(workspace, names, {
    domain: domain.domainId,
    keyArn: network.key.keyArn,
    vpc: network.network.vpcId,
    subnets: network.teamSubnetIds,
    securityGroups: [network.network.workSecurityGroupId],
  });
  rolePolicies(stack, ground, policies);
  supplies(stack, ground, network);
  foundationOutputs(stack, ground, domain, fallback);
  return { domain, policies };
}

function rolePolicies(stack: Stack, { plan, names, workspace }: Ground, policies: PolicyGround): void {
  const { rolePath } = workspace.aws.iam;
  new CfnManagedPolicy(stack, 'Inside', {
    managedPolicyName: names.insidePolicy,
    path: rolePath,
    description: `What keeps the work of everybody in ${workspace.name}, whatever else allows more`,
    policyDocument: insidePolicy(policies),
  });
  for (const { role } of piecesOf(plan, 'role')) {
    new CfnManagedPolicy(stack, `Policy-${role}`, {
      managedPolicyName: names.rolePolicy(role),
      path: rolePath,
      description: `What every ${role} of ${workspace.name} may do`,
      policyDocument: rolePolicy(policies, role),
    });
    new CfnManagedPolicy(stack, `Limits-${role}`, {
      managedPolicyName: names.limitPolicy(role),
      path: rolePath,
      description: `What no ${role} of ${workspace.name} may do, whatever else allows it`,
      policyDocument: limitPolicy(policies, role),
    });
  }
}

function supplies(stack: Stack, ground: Ground, { network, teamSubnetIds, key }: NetworkGround): void {
  const { plan, names } = ground;
  const place = { subnetIds: teamSubnetIds, securityGroupIds: [network.workSecurityGroupId] };
  for (const { packages } of piecesOf(plan, 'packages')) {
    new PackageRepository(stack, 'Packages', {
      domainName: names.packageDomain,
      repositoryName: names.packageRepository,
      storeName: names.packageStore,
      kmsKeyArn: key.keyArn,
      allow: packages.allow,
    });
  }
  for (const _ of piecesOf(plan, 'big-data')) {
    new SparkApplication(stack, 'Spark', { name: names.sparkApplication, ...place, kmsKeyArn: key.keyArn });
  }
  for (const _ of piecesOf(plan, 'project-templates')) {
    new ProjectTemplates(stack, 'Templates', {
      principalArns: [names.rolePattern],
      ...place,
      kmsKeyArn: key.keyArn,
      role: { roleName: names.templatesRole, ...roleSettings(ground) },
    });
  }
  for (const { monthlyUsd } of piecesOf(plan, 'workspace-budget')) workspaceBudget(stack, ground, monthlyUsd);
}

function workspaceBudget(stack: Stack, { names, workspace }: Ground, monthlyUsd: number): void {
  const { told: emails } = budgetListeners(workspace);
  const tag = { key: workspaceTag, value: workspace.name };
  new SpendingBudget(stack, 'Budget', { budgetName: names.workspaceBudget, monthlyUsd, tag, emails });
}

function foundationOutputs(stack: Stack, { names }: Ground, domain: StudioDomain, fallback: ExecutionRole): void {
  outputs(stack, {
    StackId: ['This stack', stack.stackId],
    StudioDomainName: ['Name of the Studio domain', names.workspace],
    DomainId: ['Id of the Studio domain', domain.domainId],
    DomainArn: ['ARN of the Studio domain', domain.domainArn],
    DomainUrl: ['Where people sign in to Studio', domain.domainUrl],
    EFSId: ['File system of the home folders', domain.homeEfsFileSystemId],
    SageMakerExecutionRoleArn: [
      'Role of Studio itself and of shared spaces; by itself it may do nothing',
      fallback.roleArn,
    ],
    DataScientistPolicyArn: ['What data scientists may do', names.policyArn(names.rolePolicy('data-scientist'))],
    LeadDataScientistPolicyArn: ['What leads may do', names.policyArn(names.rolePolicy('lead-data-scientist'))],
  });
}
