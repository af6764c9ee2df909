import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ExecutionRole, type ExecutionRoleProps } from '../studio/execution-role.ts';
import { type ArtifactStore, folderOf } from './artifact-store.ts';

/** Where logged models become versions by themselves. */
export interface AutoRegistration {
  /** Model package groups that may be made and added to, `*` for any characters: `acme-sales-*`. */
  readonly modelPackageGroups: string;
}

export interface TrackingRoleProps {
  readonly store: ArtifactStore;
  /**
   * Register logged models in the SageMaker registry, never as approved.
   *
   * @default - people register models
   */
  readonly autoRegistration?: AutoRegistration;
  /** Name, path and boundary of the role that the tracking itself runs as. */
  readonly role?: Pick<ExecutionRoleProps, 'roleName' | 'path' | 'permissionsBoundaryName' | 'tags'>;
}

/** The role of a tracking: its folder of the bucket and, if wanted, its groups of the registry. */
export function trackingRole(scope: Construct, id: string, props: TrackingRoleProps): ExecutionRole {
  const stack = Stack.of(scope);
  const { store, autoRegistration } = props;
  const statements = [
    ...keepsArtifacts(stack, store),
    ...(store.kmsKeyArn ? [usesKey(store.kmsKeyArn)] : []),
    ...(autoRegistration ? registersModels(stack, autoRegistration) : []),
  ];
  return new ExecutionRole(scope, id, {
    ...props.role,
    description: 'Tracking: its folder of the artifact bucket',
    inlinePolicies: { tracking: new PolicyDocument({ statements }) },
  });
}

function keepsArtifacts(stack: Stack, store: ArtifactStore): PolicyStatement[] {
  const bucket = `arn:${stack.partition}:s3:::${store.bucketName}`;
  const folder = folderOf(store);
  const below = folder.slice(1);
  const inThisAccount = { StringEquals: { 'aws:ResourceAccount': stack.account } };
  return [
    new PolicyStatement({
      sid: 'ListArtifacts',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: {
        ...inThisAccount,
        // Assumed: the tracking lists below its folder only.
        ...(below && { StringLike: { 's3:prefix': [below, `${below}/*`] } }),
      },
    }),
    new PolicyStatement({
      sid: 'KeepArtifacts',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      resources: [`${bucket}${folder}/*`],
      conditions: inThisAccount,
    }),
  ];
}

function usesKey(kmsKeyArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'UseKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [kmsKeyArn],
  });
}

function registersModels(stack: Stack, { modelPackageGroups }: AutoRegistration): PolicyStatement[] {
  const group = stack.formatArn({
    service: 'sagemaker',
    resource: 'model-package-group',
    resourceName: modelPackageGroups,
  });
  const versions = stack.formatArn({
    service: 'sagemaker',
    resource: 'model-package',
    resourceName: `${modelPackageGroups}/*`,
  });
  return [
    new PolicyStatement({
      sid: 'MakeGroups',
      actions: ['sagemaker:CreateModelPackageGroup', 'sagemaker:AddTags'],
      resources: [group],
    }),
    // Approval is a person's act: a tracking that could approve would let whoever logs a model deploy it.
    new PolicyStatement({
      sid: 'RegisterVersions',
      actions: ['sagemaker:CreateModelPackage'],
      resources: [versions],
      conditions: { StringNotEquals: { 'sagemaker:ModelApprovalStatus': 'Approved' } },
    }),
    // Without a status the request could change what is behind an approved version and leave it approved.
    new PolicyStatement({
      sid: 'ChangeUnapproved',
      actions: ['sagemaker:UpdateModelPackage'],
      resources: [versions],
      conditions: { StringEquals: { 'sagemaker:ModelApprovalStatus': ['PendingManualApproval', 'Rejected'] } },
    }),
    new PolicyStatement({ sid: 'TagVersions', actions: ['sagemaker:AddTags'], resources: [versions] }),
  ];
}
