/** Rule of AWS for the name of a type of resource. */
export interface NameRule {
  /** From the properties: `Budget.BudgetName`. */
  readonly property: string;
  readonly longest: number;
  readonly shortest?: number;
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly accepts?: string;
  /** Property that the name must be unique within; left out: the account and region. */
  readonly within?: string;
  /** Unique in the account or the world, and not only in the region. */
  readonly everywhere?: true;
  readonly ignoresCase?: true;
}

const iamName = {
  pattern: /^[\w+=,.@-]+$/,
  accepts: 'letters, digits and +=,.@_-',
  everywhere: true,
  ignoresCase: true,
} as const;
const words = { pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/, accepts: 'letters, digits and dashes inside' } as const;
const lowerWords = { pattern: /^[a-z0-9-]+$/, accepts: 'small letters, digits and dashes' } as const;

/** Rules for names as the API reference of each service gives them. */
export const nameRules: Readonly<Record<string, NameRule>> = {
  'AWS::IAM::Role': { property: 'RoleName', longest: 64, ...iamName },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', longest: 128, ...iamName },
  'AWS::IAM::InstanceProfile': { property: 'InstanceProfileName', longest: 128, ...iamName },
  'AWS::S3::Bucket': {
    property: 'BucketName',
    longest: 63,
    shortest: 3,
    // A dot is accepted by S3 and breaks TLS, which every bucket asks for.
    pattern: /^(?!xn--|sthree-)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    accepts: 'small letters, digits and dashes inside',
    everywhere: true,
  },
  'AWS::SageMaker::Domain': { property: 'DomainName', longest: 63, ...words },
  'AWS::SageMaker::UserProfile': { property: 'UserProfileName', longest: 63, ...words, within: 'DomainId' },
  'AWS::SageMaker::Space': { property: 'SpaceName', longest: 63, ...words, within: 'DomainId' },
  'AWS::SageMaker::StudioLifecycleConfig': { property: 'StudioLifecycleConfigName', longest: 63, ...words },
  'AWS::SageMaker::AppImageConfig': { property: 'AppImageConfigName', longest: 63, ...words },
  'AWS::SageMaker::Image': { property: 'ImageName', longest: 63 },
  'AWS::SageMaker::ModelPackageGroup': { property: 'ModelPackageGroupName', longest: 63, ...words },
  'AWS::SageMaker::MlflowTrackingServer': { property: 'TrackingServerName', longest: 256, ...words },
  'AWS::SageMaker::MlflowApp': { property: 'Name', longest: 256, ...words },
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    longest: 512,
    pattern: /^[\w./#-]+$/,
    accepts: 'letters, digits and ._/#-',
  },
  'AWS::StepFunctions::StateMachine': {
    property: 'StateMachineName',
    longest: 80,
    pattern: /^[\w-]+$/,
    accepts: 'letters, digits, _ and -',
  },
  'AWS::SSM::Parameter': {
    property: 'Name',
    longest: 1011,
    // At most 15 levels.
    pattern: /^(?!\/?(?:aws|ssm)\b)(?:[\w.-]+|(?:\/[\w.-]+){1,15})$/i,
    accepts: 'up to 15 levels of letters, digits and ._-, each after a slash, and not aws or ssm at the beginning',
  },
  'AWS::Budgets::Budget': {
    property: 'Budget.BudgetName',
    longest: 100,
    pattern: /^[^:\\]+$/,
    accepts: 'no colon and no backslash',
    everywhere: true,
  },
  'AWS::KMS::Alias': {
    property: 'AliasName',
    longest: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    accepts: 'alias/ and letters, digits, /_-',
  },
  'AWS::CodeCommit::Repository': {
    property: 'RepositoryName',
    longest: 100,
    pattern: /^(?!.*\.git$)[\w.-]+$/,
    accepts: 'letters, digits and ._-',
  },
  'AWS::CodeArtifact::Domain': { property: 'DomainName', longest: 50, shortest: 2, ...lowerWords },
  'AWS::CodeArtifact::Repository': {
    property: 'RepositoryName',
    longest: 100,
    shortest: 2,
    pattern: /^[A-Za-z0-9][\w.-]+$/,
    accepts: 'letters, digits and ._-',
    within: 'DomainName',
  },
  'AWS::RedshiftServerless::Namespace': { property: 'NamespaceName', longest: 64, shortest: 3, ...lowerWords },
  'AWS::RedshiftServerless::Workgroup': { property: 'WorkgroupName', longest: 64, shortest: 3, ...lowerWords },
  'AWS::EMRServerless::Application': {
    property: 'Name',
    longest: 64,
    pattern: /^[\w./#-]+$/,
    accepts: 'letters, digits and ._/#-',
  },
  'AWS::SNS::Topic': {
    property: 'TopicName',
    longest: 256,
    pattern: /^[\w-]+(\.fifo)?$/,
    accepts: 'letters, digits, _ and -',
  },
  'AWS::SQS::Queue': {
    property: 'QueueName',
    longest: 80,
    pattern: /^[\w-]+(\.fifo)?$/,
    accepts: 'letters, digits, _ and -',
  },
  'AWS::Events::Rule': {
    property: 'Name',
    longest: 64,
    pattern: /^[\w.-]+$/,
    accepts: 'letters, digits and ._-',
    within: 'EventBusName',
  },
  'AWS::Lambda::Function': {
    property: 'FunctionName',
    longest: 64,
    pattern: /^[\w-]+$/,
    accepts: 'letters, digits, _ and -',
  },
  'AWS::DynamoDB::Table': {
    property: 'TableName',
    longest: 255,
    shortest: 3,
    pattern: /^[\w.-]+$/,
    accepts: 'letters, digits and ._-',
  },
  'AWS::Glue::Job': { property: 'Name', longest: 255 },
  'AWS::EC2::SecurityGroup': { property: 'GroupName', longest: 255, within: 'VpcId' },
};
