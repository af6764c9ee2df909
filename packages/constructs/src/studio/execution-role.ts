import { Stack } from 'aws-cdk-lib';
import { CfnRole, type PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface ExecutionRoleProps {
  /**
   * Without its path.
   *
   * @default - chosen by CloudFormation
   */
  readonly roleName?: string;
  /** @default '/' */
  readonly path?: string;
  /**
   * Name of the policy of this account that bounds the role, with its path if it has one: `ml/boundary`.
   *
   * @default - no boundary
   */
  readonly permissionsBoundaryName?: string;
  /**
   * Services that may assume the role, such as `glue.amazonaws.com`.
   *
   * @default ['sagemaker.amazonaws.com']
   */
  readonly services?: readonly string[];
  /** @default - none */
  readonly managedPolicyArns?: readonly string[];
  /**
   * By name.
   *
   * @default - none
   */
  readonly inlinePolicies?: Readonly<Record<string, PolicyDocument>>;
  /** @default - what the role is for is not said */
  readonly description?: string;
  /**
   * From 1 to 12.
   *
   * @default 1
   */
  readonly maxSessionHours?: number;
  /** @default - only those of the scope */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Services that say for which account they assume a role: documented for SageMaker, Step Functions and EventBridge
 * Scheduler, assumed for EMR Serverless. From the others a role is safe because none can be passed to a service of another account.
 */
const servicesThatNameTheAccount = ['sagemaker', 'scheduler', 'states', 'emr-serverless'].map(
  (name) => `${name}.amazonaws.com`,
);

/**
 * A role that services assume for this account; those that name the account, for no other.
 *
 * @throws Error for a policy that gives everything: `…FullAccess`, `AdministratorAccess`.
 */
export class ExecutionRole extends Construct {
  readonly roleArn: string;
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps = {}) {
    super(scope, id);
    for (const arn of props.managedPolicyArns ?? []) refuseFullAccess(arn);
    const { account, partition } = Stack.of(this);
    const boundary = checkedBoundary(props.permissionsBoundaryName);
    const inlinePolicies = Object.entries(props.inlinePolicies ?? {}).map(([policyName, policyDocument]) => ({
      policyName,
      policyDocument,
    }));
    const role = new CfnRole(this, 'Resource', {
      roleName: props.roleName,
      path: checkedPath(props.path ?? '/'),
      description: props.description,
      maxSessionDuration: sessionSeconds(props.maxSessionHours ?? 1),
      permissionsBoundary: boundary && `arn:${partition}:iam::${account}:policy/${boundary}`,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: checkedServices(props.services).map((service) => mayAssume(service, account)),
      },
      managedPolicyArns: props.managedPolicyArns && [...props.managedPolicyArns],
      policies: inlinePolicies.length === 0 ? undefined : inlinePolicies,
      tags: Object.entries(props.tags ?? {}).map(([key, value]) => ({ key, value })),
    });
    this.roleArn = role.attrArn;
    this.roleName = role.ref;
  }
}

function mayAssume(service: string, account: string): object {
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  if (!servicesThatNameTheAccount.includes(service)) return statement;
  return { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': account } } };
}

function refuseFullAccess(arn: string): void {
  if (!/(FullAccess|AdministratorAccess)$/.test(arn)) return;
  throw new Error(
    `The managed policy ${arn} gives everything. Policies that name actions and resources are accepted: ` +
      'use inlinePolicies, or a managed policy of your own.',
  );
}

function checkedServices(services: readonly string[] = ['sagemaker.amazonaws.com']): readonly string[] {
  if (services.length > 0) return services;
  throw new Error('The role has no services. One at least must be able to assume it, such as sagemaker.amazonaws.com.');
}

function checkedBoundary(name: string | undefined): string | undefined {
  const boundary = name?.replace(/^\//, '');
  if (boundary === undefined || /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/.test(boundary)) return boundary;
  throw new Error(
    `permissionsBoundaryName is "${name}". The name of a policy of this account is accepted, with its path if it has one: ` +
      '"boundary", "ml/boundary".',
  );
}

function checkedPath(path: string): string {
  if (/^\/([\x21-\x7e]+\/)?$/.test(path) && path.length <= 512) return path;
  throw new Error(`The role path is "${path}". A path begins and ends with "/", such as "/ml/".`);
}

function sessionSeconds(hours: number): number {
  if (hours >= 1 && hours <= 12) return Math.round(hours * 3600);
  throw new Error(`maxSessionHours is ${hours}. From 1 to 12 is accepted.`);
}
