/** Actions by service, in full. */
function actions(lines: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(lines).flatMap(([service, names]) => names.split(' ').map((name) => `${service}:${name}`));
}

/** Rights over rights: whoever has one of these can give himself any other. */
export const policyEdits = actions({
  iam:
    'AttachRolePolicy PutRolePolicy AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy ' +
    'CreatePolicyVersion SetDefaultPolicyVersion UpdateAssumeRolePolicy PutRolePermissionsBoundary ' +
    'DeleteRolePermissionsBoundary PutUserPermissionsBoundary DeleteUserPermissionsBoundary AddUserToGroup ' +
    'DetachRolePolicy DeleteRolePolicy DetachUserPolicy DeleteUserPolicy AddRoleToInstanceProfile ' +
    'CreateSAMLProvider UpdateSAMLProvider CreateOpenIDConnectProvider AddClientIDToOpenIDConnectProvider ' +
    'UpdateOpenIDConnectProviderThumbprint CreateAccessKey UpdateAccessKey CreateLoginProfile UpdateLoginProfile ' +
    'CreateServiceSpecificCredential ResetServiceSpecificCredential UploadSigningCertificate UploadSSHPublicKey ' +
    'DeactivateMFADevice DeleteVirtualMFADevice',
  sso:
    'PutInlinePolicyToPermissionSet AttachManagedPolicyToPermissionSet ProvisionPermissionSet ' +
    'AttachCustomerManagedPolicyReferenceToPermissionSet CreateAccountAssignment DeletePermissionsBoundaryFromPermissionSet',
  identitystore: 'CreateGroupMembership',
  organizations: 'DetachPolicy DisablePolicyType LeaveOrganization UpdatePolicy',
  'cognito-identity': 'SetIdentityPoolRoles UpdateIdentityPool',
  rolesanywhere: 'CreateTrustAnchor UpdateTrustAnchor CreateProfile UpdateProfile',
  eks: 'CreateAccessEntry AssociateAccessPolicy CreatePodIdentityAssociation UpdatePodIdentityAssociation',
});

/** Actions on a person's own keys and passwords; harmless where they reach nobody else's. */
export const credentials = /^iam:(.*accesskey|.*loginprofile|.*credential|upload.*|.*mfadevice)$/i;

/** Actions that make or change stacks, whose templates may hold anything. */
export const stackActions = actions({
  cloudformation:
    'CreateStack UpdateStack CreateChangeSet ExecuteChangeSet SetStackPolicy CreateStackSet UpdateStackSet ' +
    'CreateStackInstances UpdateStackInstances ImportStacksToStackSet UpdateTerminationProtection RegisterType ' +
    'ActivateType SetTypeConfiguration',
});

/** Actions by which code of the caller runs as the role of something that is there already. */
export const runsAsAnother = actions({
  codebuild: 'StartBuild StartBuildBatch RetryBuild UpdateProject UpdateWebhook',
  glue: 'UpdateJob StartJobRun UpdateDevEndpoint RunStatement',
  states: 'UpdateStateMachine',
  ssm: 'SendCommand StartSession ResumeSession StartAutomationExecution CreateAssociation UpdateAssociation UpdateDocument',
  'ec2-instance-connect': 'SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel',
  ec2: 'ReplaceIamInstanceProfileAssociation AssociateIamInstanceProfile ModifyInstanceAttribute',
  ecs: 'RunTask StartTask ExecuteCommand UpdateService',
  sagemaker:
    'CreatePresignedNotebookInstanceUrl UpdateNotebookInstance UpdateNotebookInstanceLifecycleConfig ' +
    'UpdatePipeline UpdateDomain UpdateUserProfile',
  elasticmapreduce: 'AddJobFlowSteps StartNotebookExecution GetClusterSessionCredentials CreateStudioPresignedUrl',
  'emr-serverless': 'AccessInteractiveEndpoints',
  batch: 'SubmitJob',
  datapipeline: 'PutPipelineDefinition ActivatePipeline',
  apprunner: 'UpdateService',
  codepipeline: 'UpdatePipeline PutActionRevision',
  codedeploy: 'CreateDeployment',
  codestar: 'CreateProject AssociateTeamMember',
  imagebuilder: 'UpdateImagePipeline',
  airflow: 'CreateWebLoginToken CreateCliToken',
  greengrass: 'CreateDeployment',
  'bedrock-agentcore': 'InvokeCodeInterpreter StartCodeInterpreterSession',
});

/** Actions that make something for which a role is handed on, and the service that then has it. */
export const makesWithRole: readonly (readonly [action: string, service: string])[] = [
  ['ec2:RunInstances', 'ec2.amazonaws.com'],
  ['ec2:RequestSpotInstances', 'ec2.amazonaws.com'],
  ['ec2:RequestSpotFleet', 'ec2.amazonaws.com'],
  ['ec2:CreateFleet', 'ec2.amazonaws.com'],
  ['autoscaling:CreateLaunchConfiguration', 'ec2.amazonaws.com'],
  ['autoscaling:CreateAutoScalingGroup', 'ec2.amazonaws.com'],
  ['ecs:RegisterTaskDefinition', 'ecs-tasks.amazonaws.com'],
  ['ecs:RunTask', 'ecs-tasks.amazonaws.com'],
  ['codebuild:CreateProject', 'codebuild.amazonaws.com'],
  ['codebuild:UpdateProject', 'codebuild.amazonaws.com'],
  ['cloudformation:CreateStack', 'cloudformation.amazonaws.com'],
  ['cloudformation:UpdateStack', 'cloudformation.amazonaws.com'],
  ['cloudformation:CreateChangeSet', 'cloudformation.amazonaws.com'],
  ['datapipeline:CreatePipeline', 'datapipeline.amazonaws.com'],
  ['elasticmapreduce:RunJobFlow', 'elasticmapreduce.amazonaws.com'],
  ['glue:CreateDevEndpoint', 'glue.amazonaws.com'],
  ['sagemaker:CreateNotebookInstance', 'sagemaker.amazonaws.com'],
  ['apprunner:CreateService', 'tasks.apprunner.amazonaws.com'],
  ['batch:RegisterJobDefinition', 'ecs-tasks.amazonaws.com'],
  ['codepipeline:CreatePipeline', 'codepipeline.amazonaws.com'],
  ['ssm:StartAutomationExecution', 'ssm.amazonaws.com'],
  ['imagebuilder:CreateInfrastructureConfiguration', 'ec2.amazonaws.com'],
];

/** Actions that read, write or open what people keep. */
export const dataActions = actions({
  s3:
    'GetObject GetObjectVersion PutObject PutObjectAcl PutObjectVersionAcl DeleteObject DeleteObjectVersion ' +
    'RestoreObject ReplicateObject BypassGovernanceRetention',
  s3express: 'CreateSession',
  s3tables: 'GetTableData PutTableData',
  secretsmanager: 'GetSecretValue BatchGetSecretValue PutSecretValue UpdateSecret',
  ssm: 'GetParameter GetParameters GetParametersByPath GetParameterHistory PutParameter',
  kms: 'Decrypt ReEncryptFrom ReEncryptTo DeriveSharedSecret ScheduleKeyDeletion DisableKey',
  dynamodb:
    'GetItem BatchGetItem Query Scan PartiQLSelect GetRecords ExportTableToPointInTime PutItem DeleteItem DeleteTable',
  sqs: 'ReceiveMessage',
  kinesis: 'GetRecords',
  codecommit: 'GitPull GitPush GetFile',
  'redshift-data': 'ExecuteStatement BatchExecuteStatement',
  redshift: 'GetClusterCredentials GetClusterCredentialsWithIAM',
  'redshift-serverless': 'GetCredentials',
  'rds-db': 'connect',
  'rds-data': 'ExecuteStatement',
  'sagemaker-featurestore-runtime': 'GetRecord BatchGetRecord',
  ec2: 'GetPasswordData',
  ebs: 'GetSnapshotBlock',
});

/** Actions that let others at what is kept, or take its protection away. */
export const openings = actions({
  s3:
    'PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock ' +
    'PutAccountPublicAccessBlock PutReplicationConfiguration PutBucketOwnershipControls PutBucketWebsite ' +
    'PutAccessPointPolicy DeleteAccessPointPolicy CreateAccessPoint PutAccessPointPublicAccessBlock ' +
    'PutMultiRegionAccessPointPolicy CreateAccessGrant CreateAccessGrantsLocation CreateAccessGrantsInstance ' +
    'PutAccessGrantsInstanceResourcePolicy PutEncryptionConfiguration',
  s3express: 'PutBucketPolicy DeleteBucketPolicy',
  s3tables: 'PutTableBucketPolicy PutTablePolicy DeleteTableBucketPolicy',
  kms: 'PutKeyPolicy CreateGrant ReplicateKey',
  secretsmanager: 'PutResourcePolicy DeleteResourcePolicy ReplicateSecretToRegions',
  sns: 'AddPermission SetTopicAttributes',
  sqs: 'AddPermission SetQueueAttributes',
  lambda: 'AddPermission AddLayerVersionPermission CreateFunctionUrlConfig',
  ecr: 'SetRepositoryPolicy PutRegistryPolicy PutReplicationConfiguration',
  codeartifact: 'PutDomainPermissionsPolicy PutRepositoryPermissionsPolicy AssociateExternalConnection',
  glue: 'PutResourcePolicy',
  dynamodb: 'PutResourcePolicy DeleteResourcePolicy',
  kinesis: 'PutResourcePolicy',
  elasticfilesystem: 'PutFileSystemPolicy DeleteFileSystemPolicy',
  events: 'PutPermission',
  backup: 'PutBackupVaultAccessPolicy',
  ram: 'CreateResourceShare AssociateResourceShare',
  ec2: 'ModifySnapshotAttribute ModifyImageAttribute ResetSnapshotAttribute DisableSnapshotBlockPublicAccess',
  rds: 'ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute',
  redshift: 'AuthorizeSnapshotAccess AuthorizeEndpointAccess AuthorizeDataShare',
  'redshift-serverless': 'PutResourcePolicy',
  logs: 'PutDestinationPolicy DeleteDataProtectionPolicy',
  sagemaker: 'PutModelPackageGroupPolicy',
  lakeformation: 'GrantPermissions BatchGrantPermissions PutDataLakeSettings',
  es: 'UpdateDomainConfig UpdateElasticsearchDomainConfig',
});

/** Actions that lead out of a network, or let others into it. */
export const networkOpenings = actions({
  ec2:
    'AttachInternetGateway CreateEgressOnlyInternetGateway CreateNatGateway CreateRoute ReplaceRoute ' +
    'ReplaceRouteTableAssociation AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress ' +
    'ModifySecurityGroupRules ModifyVpcEndpoint DeleteVpcEndpoints CreateVpcEndpoint ' +
    'ModifyVpcEndpointServicePermissions CreateVpcPeeringConnection AcceptVpcPeeringConnection ' +
    'CreateTransitGatewayVpcAttachment AttachVpnGateway CreateVpnConnection CreateClientVpnEndpoint ' +
    'AssociateAddress ModifySubnetAttribute CreateCarrierGateway CreateInstanceConnectEndpoint ' +
    'ModifyNetworkInterfaceAttribute',
  route53resolver: 'DisassociateFirewallRuleGroup UpdateFirewallRule UpdateFirewallDomains DeleteFirewallRule',
  'vpc-lattice': 'CreateServiceNetworkVpcAssociation',
  'network-firewall': 'UpdateRuleGroup UpdateFirewallPolicy DisassociateSubnets',
  networkmanager: 'CreateVpcAttachment',
});
