import type { RequestContext } from '@atelier/proofs/policy';
import { AwsFault } from '../../service/service.ts';
import type { World } from '../../world/world.ts';

/** How a service takes on roles that it is given. */
export interface RoleTaker {
  /** Names under which it asks for the role; the role has to trust them all. */
  readonly principals: readonly [string, ...string[]];
  /** Properties, wherever they stand, whose roles it takes on itself. */
  readonly properties: readonly string[];
  /** What it tells a role's trust of the thing for which it asks; what is not known is not told. */
  source(world: World): RequestContext;
  /** Its refusal of a role that it cannot take on. */
  refusal(role: string): AwsFault;
}

const nothing = () => ({});
const ofAccount = ({ account }: World) => ({ 'aws:SourceAccount': account });

/** The words are those that users quote of CreateTransformJob; that the other operations look at once is assumed. */
const sagemaker: RoleTaker = {
  principals: ['sagemaker.amazonaws.com'],
  properties: ['ExecutionRole', 'RoleArn'],
  source: ofAccount,
  refusal: (role) =>
    new AwsFault(
      'ValidationException',
      `Could not assume role ${role}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
    ),
};

/** By type; one without a line takes no role, or looks at it only when it comes to use it. */
export const roleTakers: Readonly<Record<string, RoleTaker>> = {
  'AWS::EC2::FlowLog': {
    principals: ['vpc-flow-logs.amazonaws.com'],
    properties: ['DeliverLogsPermissionArn'],
    // The log has no id before it is made (VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs").
    source: (world) => ({
      ...ofAccount(world),
      'aws:SourceArn': `arn:${world.partition}:ec2:${world.region}:${world.account}:vpc-flow-log/fl-00000000000000000`,
    }),
    refusal: (role) => new AwsFault('InvalidParameter', `Unable to assume given IAM role: '${role}'`),
  },
  'AWS::Lambda::Function': {
    principals: ['lambda.amazonaws.com'],
    properties: ['Role'],
    source: nothing,
    refusal: () =>
      new AwsFault('InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.'),
  },
  // The words are those for clusters; that a namespace looks at once is assumed, and that both names have to be trusted.
  'AWS::RedshiftServerless::Namespace': {
    principals: ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'],
    properties: ['DefaultIamRoleArn', 'IamRoles'],
    source: nothing,
    refusal: (role) =>
      new AwsFault(
        'ValidationException',
        `The IAM role ${role} is not valid. The IAM role must delegate access to an Amazon Redshift account.`,
      ),
  },
  'AWS::SageMaker::Domain': sagemaker,
  'AWS::SageMaker::MlflowApp': sagemaker,
  'AWS::SageMaker::MlflowTrackingServer': sagemaker,
  'AWS::SageMaker::UserProfile': sagemaker,
  'AWS::Scheduler::Schedule': {
    principals: ['scheduler.amazonaws.com'],
    properties: ['RoleArn'],
    // The group, and not the schedule (EventBridge Scheduler User Guide, "Confused deputy prevention").
    source: (world) => ({
      ...ofAccount(world),
      'aws:SourceArn': `arn:${world.partition}:scheduler:${world.region}:${world.account}:schedule-group/default`,
    }),
    refusal: () =>
      new AwsFault(
        'ValidationException',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      ),
  },
};

/** CloudFormation, which is given a role by calls and not by resources; what it tells of the stack nobody documents. */
export const cloudFormationTaking: Omit<RoleTaker, 'properties'> = {
  principals: ['cloudformation.amazonaws.com'],
  source: nothing,
  refusal: (role) => new AwsFault('ValidationError', `Role ${role} is invalid or cannot be assumed`),
};
