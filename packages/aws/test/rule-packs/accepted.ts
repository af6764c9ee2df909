/** A finding of a rule pack that we live with, and why. */
export interface Accepted {
  readonly rule: RegExp;
  /** Construct paths that it is accepted for. */
  readonly where: RegExp;
  readonly reason: string;
}

/** Ends of rule names that the four packs have in common. */
const anyPack = (rule: string) => new RegExp(`^(HIPAA\\.Security|NIST\\.800\\.53\\.R5|PCI\\.DSS\\.321)-${rule}$`);

const wildcard = (part: string) => new RegExp(`^AwsSolutions-IAM5\\[${part}\\]$`);

const everywhere = /./;

/** Every finding must match one of these, and each of these a finding. */
export const accepted: readonly Accepted[] = [
  {
    rule: /^AwsSolutions-S1$|S3BucketLoggingEnabled$/,
    where: /AccessLogs\/Bucket$/,
    reason: 'The bucket that keeps the access logs would log its own log deliveries, without end.',
  },
  {
    rule: anyPack('S3DefaultEncryptionKMS'),
    where: /AccessLogs\/Bucket$/,
    reason: 'Log delivery of S3 cannot write to a bucket with a customer key (S3 guide); it is encrypted with SSE-S3.',
  },
  {
    rule: anyPack('S3BucketReplicationEnabled'),
    where: /\/Bucket$/,
    reason:
      'A copy in another region doubles the storage and takes data out of the region that the file names. Versions protect from mistakes.',
  },
  {
    rule: anyPack('VPCDefaultSecurityGroupClosed'),
    where: /Network\/Vpc$/,
    reason:
      'CloudFormation cannot change the default group without a function that may. Nothing of ours uses that group, and no route leads out.',
  },
  {
    rule: anyPack('IAMNoInlinePolicy'),
    where: /Role\/Resource$|FlowLogs\/Role$/,
    reason:
      'The policy belongs to this one role and is nobody else’s: its memberships, its bucket prefix. What people of a role share is a managed policy.',
  },
  {
    rule: wildcard('Resource::\\*'),
    where: /\/Policy-|\/JobRole\/|\/ServingRole\/|\/FlowRole\/|\/Tracking\/Role\//,
    reason: 'Lists, descriptions and tokens that know no resource (IAM service reference); the access tests name each.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:sagemaker:.*:(user-profile|app|space)/<.*>/\\*'),
    where: everywhere,
    reason: 'Below this one domain; conditions and refusals leave everybody their own profile, space and apps.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:[a-z-]+:.*[:/]acme-.*\\*.*'),
    where: everywhere,
    reason: 'Names of this workspace: jobs, models, parameters and logs are made at run time below this prefix.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:s3:::acme-.*/\\*'),
    where: everywhere,
    reason: 'Objects of one bucket, or of one prefix in it.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:(sagemaker:.*:mlflow-app|redshift-serverless:.*:workgroup)/\\*'),
    where: everywhere,
    reason: 'Their ARNs hold ids that AWS makes up; a condition on the tag of the project says which.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:ssm:.*:parameter/acme/projects/.*/\\*'),
    where: everywhere,
    reason: 'The settings of one project.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:logs:.*:log-group:/aws/sagemaker/\\*'),
    where: /\/(Job|Serving)Role\//,
    reason:
      'Groups that SageMaker names by the kind of job are made and looked through; writing is for own streams alone.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:ecr:.*:repository/\\*'),
    where: /\/(Job|Serving)Role\//,
    reason:
      'Images of any name; a condition names the accounts that they may lie in, and reading is all that is allowed.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:ec2:.*:network-interface/\\*'),
    where: /\/(Job|Serving)Role\//,
    reason: 'Interfaces of jobs have ids that AWS makes up; the subnets and groups they go into are named.',
  },
  {
    rule: wildcard('Resource::arn:<AWS::Partition>:events:.*:rule/StepFunctionsGetEvents\\*'),
    where: /\/FlowRole\//,
    reason: 'Rules that Step Functions names itself to wait for jobs (Step Functions guide).',
  },
  {
    rule: wildcard('Action::sagemaker-mlflow:(Get|List|Search)?\\*'),
    where: /\/(Members-|JobRole\/)/,
    reason:
      'MLflow has an action for each of its calls; those of one server, which is named, are given by verb or whole.',
  },
  {
    rule: wildcard('Action::(codecommit:[A-Z][A-Za-z]+|sagemaker:Stop)\\*'),
    where: /\/Members-/,
    reason:
      'One verb on named resources; IAM’s limit on the size of a policy leaves no room for each kind of job and call.',
  },
];
