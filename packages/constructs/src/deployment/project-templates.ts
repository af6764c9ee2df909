import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ArnFormat, CfnCustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnPortfolioPrincipalAssociation } from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { ExecutionRole, type ExecutionRoleProps } from '../studio/execution-role.ts';

export interface ProjectTemplatesProps {
  /**
   * Who may start projects from templates: role ARNs, or a pattern without an account for many of them:
   * `arn:aws:iam:::role/ml/acme-*`.
   */
  readonly principalArns: readonly string[];
  /**
   * Where the function that flips the switch runs. The network needs the endpoints `sagemaker.api`, `servicecatalog`
   * and `s3`; a policy of the last must have the statement `customResourceAnswers`, or the deployment fails after waiting.
   */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /**
   * Key of the function's log; its policy must let CloudWatch Logs use it, as that of `TeamKey` does.
   *
   * @default - a key of AWS
   */
  readonly kmsKeyArn?: string;
  /** Name, path and boundary of the function's role. */
  readonly role?: Pick<ExecutionRoleProps, 'roleName' | 'path' | 'permissionsBoundaryName' | 'tags'>;
}

const handler = new URL('project-templates-handler.cjs', import.meta.url);
const logDays = 30;
const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
const seesNetwork = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
const joinsNetwork = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * SageMaker's project templates, switched on for this account and open to some roles.
 *
 * CloudFormation has no type for the switch, so a function flips it. Deletion closes it for the roles and leaves it on.
 */
export class ProjectTemplates extends Construct {
  readonly portfolioId: string;

  constructor(scope: Construct, id: string, props: ProjectTemplatesProps) {
    super(scope, id);
    if (props.principalArns.length === 0) {
      throw new Error(
        'The project templates have no principalArns. Name one role at least, or a pattern: arn:aws:iam:::role/acme-*',
      );
    }
    const log = new CfnLogGroup(this, 'Log', { retentionInDays: logDays, kmsKeyId: props.kmsKeyArn });
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const flip = new CfnFunction(this, 'Function', {
      description: 'Switches the project templates of SageMaker on',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      code: { zipFile: readFileSync(handler, 'utf8') },
      role: flipRole(this, log, props).roleArn,
      timeout: 120,
      memorySize: 256,
      loggingConfig: { logGroup: log.ref, logFormat: 'JSON' },
      vpcConfig: { subnetIds: [...props.subnetIds], securityGroupIds: [...props.securityGroupIds] },
    });
    const templates = new CfnCustomResource(this, 'Resource', { serviceToken: flip.attrArn, serviceTimeout: 180 });
    this.portfolioId = templates.getAtt('PortfolioId').toString();
    for (const principalArn of props.principalArns) {
      new CfnPortfolioPrincipalAssociation(this, `Principal${digestOf(this, principalArn)}`, {
        portfolioId: this.portfolioId,
        principalArn,
        principalType: principalArn.includes(':iam:::') ? 'IAM_PATTERN' : 'IAM',
      });
    }
  }
}

/** Of the ARN, so that a change of the list leaves the others as they are; AWS refuses to make an association twice. */
function digestOf(scope: Construct, arn: string): string {
  const text = JSON.stringify(Stack.of(scope).resolve(arn));
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function flipRole(scope: Construct, log: CfnLogGroup, props: ProjectTemplatesProps): ExecutionRole {
  const stack = Stack.of(scope);
  const ec2 = stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' });
  const functions = stack.formatArn({ service: 'lambda', resource: 'function', resourceName: '*', arnFormat });
  const statements = [
    new PolicyStatement({
      sid: 'FlipSwitch',
      actions: [
        'sagemaker:EnableSagemakerServicecatalogPortfolio',
        'servicecatalog:AcceptPortfolioShare',
        'servicecatalog:ListAcceptedPortfolioShares',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [log.attrArn],
    }),
    new PolicyStatement({ sid: 'SeeNetwork', actions: seesNetwork, resources: ['*'] }),
    new PolicyStatement({ sid: 'JoinNetwork', actions: joinsNetwork, resources: [ec2] }),
    // Lambda itself joins the network for the function; the function's code has no business there.
    new PolicyStatement({
      sid: 'CodeLeavesNetworkAlone',
      effect: Effect.DENY,
      actions: [...seesNetwork, ...joinsNetwork],
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
    }),
  ];
  return new ExecutionRole(scope, 'Role', {
    ...props.role,
    services: ['lambda.amazonaws.com'],
    description: 'Switches the project templates of SageMaker on',
    inlinePolicies: { flip: new PolicyDocument({ statements }) },
  });
}
