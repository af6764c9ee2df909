import { onAws } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EFSClient } from '@aws-sdk/client-efs';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { KMSClient } from '@aws-sdk/client-kms';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';

/** The SDK's own clients of one region, with whatever credentials the environment has. */
export interface AccountClients {
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly code: CodeCommitClient;
  readonly directory: IdentitystoreClient;
  readonly ec2: EC2Client;
  readonly efs: EFSClient;
  readonly identityCenter: SSOAdminClient;
  readonly keys: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly parameters: SSMClient;
  readonly s3: S3Client;
  readonly sageMaker: SageMakerClient;
  readonly sts: STSClient;
  readonly warehouses: RedshiftServerlessClient;
}

/** @throws Problem for a workspace whose file does not say where on AWS it is */
export function accountClients(workspace: Workspace): AccountClients {
  const { region } = onAws(workspace).aws;
  // Teardown asks many things in a row; three tries, the SDK's default, are soon used up.
  const settings = { region, maxAttempts: 6 };
  return {
    region,
    cloudFormation: new CloudFormationClient(settings),
    code: new CodeCommitClient(settings),
    directory: new IdentitystoreClient(settings),
    ec2: new EC2Client(settings),
    efs: new EFSClient(settings),
    identityCenter: new SSOAdminClient(settings),
    keys: new KMSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    parameters: new SSMClient(settings),
    s3: new S3Client(settings),
    sageMaker: new SageMakerClient(settings),
    sts: new STSClient(settings),
    warehouses: new RedshiftServerlessClient(settings),
  };
}
