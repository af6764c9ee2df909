import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { policyOf, type TemplateStatement } from '../network/statement.ts';
import { type Deliveries, sendersOf } from './bucket-rules.ts';

/** Services that keep a team's data, by the name that KMS knows them by. */
const defaultServices: readonly string[] = [
  'codeartifact',
  'codecommit',
  'ec2',
  'elasticfilesystem',
  'glue',
  'redshift',
  'redshift-serverless',
  's3',
  'sagemaker',
  'secretsmanager',
  'sns',
  'ssm',
];

export interface TeamKeyProps {
  /** Such as `alias/acme`. */
  readonly alias: string;
  readonly description?: string;
  /**
   * Days between the decision to delete the key and its end, 7 to 30.
   *
   * @default 30
   */
  readonly deletionWindowDays?: number;
  /**
   * Services through which the account's principals may use the key, where IAM lets them.
   *
   * @default - those that keep a team's data: S3, SageMaker, EBS, EFS, Redshift, CodeArtifact, CodeCommit and the like
   */
  readonly services?: readonly string[];
  /**
   * Service principals that write to encrypted topics for this account, such as `budgets.amazonaws.com`.
   *
   * @default - none
   */
  readonly publishers?: readonly string[];
  /**
   * Who puts objects into which bucket from outside of the account's rights.
   *
   * @default - nobody
   */
  readonly deliveries?: readonly (Deliveries & { readonly bucketArn: string })[];
}

/**
 * The customer key of a team, rotated each year; it outlives its stack, for data without its key is lost.
 *
 * Nobody has a right to it from here alone: every statement for people names the account, so that IAM decides. And IAM
 * can only give use through the services named; a key's raw operations are not to be had. Administration is IAM's too.
 */
export class TeamKey extends Construct {
  readonly keyArn: string;
  readonly keyId: string;

  constructor(scope: Construct, id: string, props: TeamKeyProps) {
    super(scope, id);
    const key = new CfnKey(this, 'Key', {
      description: props.description ?? 'Data of a team',
      enableKeyRotation: true,
      pendingWindowInDays: props.deletionWindowDays ?? 30,
      keyPolicy: this.policy(props),
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnAlias(this, 'Alias', { aliasName: props.alias, targetKeyId: key.ref });
    this.keyArn = key.attrArn;
    this.keyId = key.ref;
  }

  private policy({ services = defaultServices, publishers = [], deliveries = [] }: TeamKeyProps) {
    const { account, partition, region } = Stack.of(this);
    const root = { AWS: `arn:${partition}:iam::${account}:root` };
    return policyOf(
      mayAdminister(root),
      mayUse(
        root,
        account,
        services.map((service) => `${service}.${region}.amazonaws.com`),
      ),
      mayGrantToServices(root, account),
      mayEncryptLogs(`logs.${region}.amazonaws.com`, `arn:${partition}:logs:${region}:${account}:*`),
      ...publishers.map((publisher) => mayPublish(publisher, account)),
      ...deliveries.map((each, index) => mayDeliver(each, index, `s3.${region}.amazonaws.com`, partition)),
    );
  }
}

const adminActions = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:Describe*',
  'kms:DisableKey*',
  'kms:EnableKey*',
  'kms:GetKey*',
  'kms:List*',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];

const useActions = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

function mayAdminister(root: { AWS: string }): TemplateStatement {
  return {
    Sid: 'AdministrationByIam',
    Effect: 'Allow',
    Principal: root,
    Action: adminActions,
    Resource: '*',
  };
}

function mayUse(root: { AWS: string }, account: string, services: readonly string[]): TemplateStatement {
  return {
    Sid: 'UseThroughServicesByIam',
    Effect: 'Allow',
    Principal: root,
    Action: useActions,
    Resource: '*',
    Condition: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': services } },
  };
}

// Volumes, file systems and warehouses are opened with grants that their service keeps.
function mayGrantToServices(root: { AWS: string }, account: string): TemplateStatement {
  return {
    Sid: 'GrantsToServicesByIam',
    Effect: 'Allow',
    Principal: root,
    Action: 'kms:CreateGrant',
    Resource: '*',
    Condition: { StringEquals: { 'kms:CallerAccount': account }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  };
}

function mayEncryptLogs(logs: string, logArns: string): TemplateStatement {
  return {
    Sid: 'LogGroupsOfThisAccount',
    Effect: 'Allow',
    Principal: { Service: logs },
    Action: useActions,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logArns } },
  };
}

function mayPublish(publisher: string, account: string): TemplateStatement {
  return {
    Sid: `TopicsFor${publisher.replace(/\..*/, '').replace(/\W/g, '')}`,
    Effect: 'Allow',
    Principal: { Service: publisher },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}

/**
 * Encrypting what is put into one bucket. An upload in parts decrypts the key of the parts before (S3 guide, "Multipart
 * upload API and permissions"); with a bucket key the context is the bucket, and the object's ARN without it.
 */
function mayDeliver(
  { bucketArn, organization, ...senders }: Deliveries & { readonly bucketArn: string },
  index: number,
  s3: string,
  partition: string,
): TemplateStatement {
  return {
    Sid: `Deliveries${index + 1}`,
    Effect: 'Allow',
    Principal: sendersOf(senders, partition),
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:ViaService': s3,
        'kms:EncryptionContext:aws:s3:arn': [bucketArn],
        ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
      },
    },
  };
}
