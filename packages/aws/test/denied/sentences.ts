import type { RefusingKind } from '../../src/denied/heard.ts';

const me = 'arn:aws:sts::111122223333:assumed-role/harvest-person-omar/SageMaker';

interface Told {
  readonly operation: string;
  readonly resource: string | null;
  readonly by: RefusingKind | null;
  readonly isExplicit: boolean | null;
  readonly who?: string;
  readonly policy?: string;
}

/** Sentences with a requester, in the forms in which people have shown them, with names and numbers of nobody. */
export const sentences: readonly (readonly [string, Told])[] = [
  [
    `botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: User: ${me} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/full/archive.zip" with an explicit deny in a resource-based policy`,
    { operation: 's3:PutObject', resource: 'arn:aws:s3:::b/full/archive.zip', by: 'resource', isExplicit: true },
  ],
  [
    `ClientError: An error occurred (AccessDeniedException) when calling the CreateTrainingJob operation: User: ${me} is not authorized to perform: sagemaker:CreateTrainingJob on resource: arn:aws:sagemaker:us-east-1:111122223333:training-job/knn-1 with an explicit deny\n\n-----\nClientError   Traceback (most recent call last)`,
    {
      operation: 'sagemaker:CreateTrainingJob',
      resource: 'arn:aws:sagemaker:us-east-1:111122223333:training-job/knn-1',
      by: null,
      isExplicit: true,
    },
  ],
  [
    `ClientError: An error occurred (AccessDenied) when calling the CreateRole operation: User: ${me} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/allow_invoke`,
    {
      operation: 'iam:CreateRole',
      resource: 'arn:aws:iam::111122223333:role/allow_invoke',
      by: null,
      isExplicit: null,
    },
  ],
  [
    `Failed to deploy endpoint\nUser: ${me} is not authorized to perform: sagemaker:CreateEndpointConfig on resource: arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/e-1 with an explicit deny in a service control policy`,
    {
      operation: 'sagemaker:CreateEndpointConfig',
      resource: 'arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/e-1',
      by: 'organization',
      isExplicit: true,
    },
  ],
  [
    '"error": "AccessDeniedException: User: arn:aws:sts::{account-id}:assumed-role/{role-arn} is not authorized to perform: waf-regional:GetWebACLForResource on resource: arn:aws:waf-regional:{region}:{account-id}:*/* with an explicit deny in a service control policy"',
    {
      who: 'arn:aws:sts::{account-id}:assumed-role/{role-arn}',
      operation: 'waf-regional:GetWebACLForResource',
      resource: 'arn:aws:waf-regional:{region}:{account-id}:*/*',
      by: 'organization',
      isExplicit: true,
    },
  ],
  [
    'An error occurred (AccessDeniedException) when calling the GetFunction operation: User: arn:aws:iam::1111111111:user/NAME is not authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:us-east-1:11111111111:function:f with an explicit deny',
    {
      who: 'arn:aws:iam::1111111111:user/NAME',
      operation: 'lambda:GetFunction',
      resource: 'arn:aws:lambda:us-east-1:11111111111:function:f',
      by: null,
      isExplicit: true,
    },
  ],
  [
    `│ Error: error creating role: UnauthorizedOperation: You are not authorized to perform this operation. User: ${me} is not authorized to perform: ec2:CreateRole on resource: ***\n because no permissions boundary allows the ec2:CreateRole action.\n│  status code: 403, request id: 6bcc1ed4`,
    { operation: 'ec2:CreateRole', resource: '***', by: 'boundary', isExplicit: false },
  ],
  [
    `API: iam:CreateRole User: ${me} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/r with an explicit deny in a permissions boundary`,
    { operation: 'iam:CreateRole', resource: 'arn:aws:iam::111122223333:role/r', by: 'boundary', isExplicit: true },
  ],
  [
    `AccessDeniedException: User: ${me} is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-west-2:111122223333:key/a466 because no resource-based policy allows the kms:GenerateDataKey action\n\tstatus code: 400, request id: 96cd8f10`,
    {
      operation: 'kms:GenerateDataKey',
      resource: 'arn:aws:kms:eu-west-2:111122223333:key/a466',
      by: 'resource',
      isExplicit: false,
    },
  ],
  [
    `AccessDenied: \nUser: ${me} is not authorized to perform: kms:GenerateDataKey on\nresource: arn:aws:kms:eu-west-2:111122223333:key/a466 because no identity-based \npolicy allows the kms:GenerateDataKey action`,
    {
      operation: 'kms:GenerateDataKey',
      resource: 'arn:aws:kms:eu-west-2:111122223333:key/a466',
      by: 'identity',
      isExplicit: false,
    },
  ],
  [
    'Error with this key: AccessDeniedException: User: arn:aws:iam::3915824****:user/E is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:us-west-2:3915824****:key/*****-048e because no resource-based policy allows the kms:DescribeKey action.',
    {
      who: 'arn:aws:iam::3915824****:user/E',
      operation: 'kms:DescribeKey',
      resource: 'arn:aws:kms:us-west-2:3915824****:key/*****-048e',
      by: 'resource',
      isExplicit: false,
    },
  ],
  [
    `ERROR Full error: {\\"stack\\":\\"AccessDenied: User: ${me} is not authorized to perform: s3:CreateBucket on resource: \\\\"arn:aws:s3:::denied-setup\\\\" because no identity-based policy allows the s3:CreateBucket action`,
    { operation: 's3:CreateBucket', resource: 'arn:aws:s3:::denied-setup', by: 'identity', isExplicit: false },
  ],
  [
    `botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the CreateProject operation: User: ${me} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/x because no identity-based policy allows the iam:PassRole action`,
    { operation: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/x', by: 'identity', isExplicit: false },
  ],
  [
    `${me} is not authorized to perform: secretsmanager:GetSecretValue on resource: ChimeChannelID because no identity-based policy allows the secretsmanager:GetSecretValue action","requestParameters":null`,
    { operation: 'secretsmanager:GetSecretValue', resource: 'ChimeChannelID', by: 'identity', isExplicit: false },
  ],
  [
    `You are not authorized to perform this operation. User: ${me} is not authorized to perform: ec2:DescribeVpcEndpointServicePermissions on resource: arn:aws:ec2:us-east-1:444455556666:vpc-endpoint-service/vpce-svc-1 because no resource-based policy allows the ec2:DescribeVpcEndpointServicePermissions action`,
    {
      operation: 'ec2:DescribeVpcEndpointServicePermissions',
      resource: 'arn:aws:ec2:us-east-1:444455556666:vpc-endpoint-service/vpce-svc-1',
      by: 'resource',
      isExplicit: false,
    },
  ],
  [
    `User: ${me} is not authorized to perform: iam:CreateInstanceProfile\non resource: arn:aws:iam::111122223333:instance-profile/p\nwith an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/ExampleDenyPolicy.\nGo to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/EXAMPLE1a2b for complete details,\nor call the GetRequestAuthorizationDetails API with the following authorization id: EXAMPLE1a2b`,
    {
      operation: 'iam:CreateInstanceProfile',
      resource: 'arn:aws:iam::111122223333:instance-profile/p',
      by: 'identity',
      isExplicit: true,
      policy: 'arn:aws:iam::111122223333:policy/ExampleDenyPolicy',
    },
  ],
  [
    `An error occurred (AccessDenied) when calling the ListRoles operation: User: ${me} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::111122223333:role/* with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd`,
    {
      operation: 'iam:ListRoles',
      resource: 'arn:aws:iam::111122223333:role/*',
      by: 'organization',
      isExplicit: true,
      policy: 'arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd',
    },
  ],
  [
    `User: ${me} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a resource control policy`,
    { operation: 's3:GetObject', resource: 'arn:aws:s3:::b/k', by: 'organization', isExplicit: true },
  ],
  [
    `[FAILED] from custom resource. Message returned: User: ${me} is not authorized to perform: wafv2:CreateWebACL on resource: arn:aws:wafv2:us-east-1:111122223333:global/ipset/a/b because no identity-based policy allows the wafv2:CreateWebACL action `,
    {
      operation: 'wafv2:CreateWebACL',
      resource: 'arn:aws:wafv2:us-east-1:111122223333:global/ipset/a/b',
      by: 'identity',
      isExplicit: false,
    },
  ],
  [
    `unexpected response from the service <AccessDeniedException> <Message>User: ${me} is not authorized to perform: ssmmessages:CreateDataChannel on resource: arn:aws:ssmmessages:us-east-1:111122223333:* with an explicit deny in a service control policy</Message> </AccessDeniedException>`,
    {
      operation: 'ssmmessages:CreateDataChannel',
      resource: 'arn:aws:ssmmessages:us-east-1:111122223333:*',
      by: 'organization',
      isExplicit: true,
    },
  ],
  [
    `User: ${me} \nis not authorized to perform: s3:PutObject on resource: \narn:aws:s3:::mlflow-artifacts/mlflow/1`,
    { operation: 's3:PutObject', resource: 'arn:aws:s3:::mlflow-artifacts/mlflow/1', by: null, isExplicit: null },
  ],
  [
    `AccessDeniedException: User: ${me} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:111122223333:parameter/p because no session policy allows the ssm:GetParameter action`,
    {
      operation: 'ssm:GetParameter',
      resource: 'arn:aws:ssm:us-east-1:111122223333:parameter/p',
      by: 'session',
      isExplicit: false,
    },
  ],
  [
    `An error occurred (AccessDenied) when calling the ListObjectsV2 operation: User: ${me} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::b" with an explicit deny in a resource-based policy`,
    { operation: 's3:ListBucket', resource: 'arn:aws:s3:::b', by: 'resource', isExplicit: true },
  ],
  [
    `User: ${me} is not authorized to perform: codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action`,
    { operation: 'codecommit:ListRepositories', resource: null, by: 'endpoint', isExplicit: false },
  ],
  [
    `User: ${me} is not authorized to perform: codedeploy:ListDeployments on resource: arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:* with an explicit deny in a VPC endpoint policy`,
    {
      operation: 'codedeploy:ListDeployments',
      resource: 'arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:*',
      by: 'endpoint',
      isExplicit: true,
    },
  ],
  [
    `User: ${me} is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    { operation: 'sts:AssumeRole', resource: null, by: 'trust', isExplicit: false },
  ],
  [
    `User: ${me} is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy`,
    { operation: 'sts:AssumeRole', resource: null, by: 'trust', isExplicit: true },
  ],
  [
    `User: ${me} is not authorized to perform: sns:Publish on resource: arn:aws:sns:us-east-1:111122223333:t with an explicit deny in a sessions policy`,
    { operation: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:111122223333:t', by: 'session', isExplicit: true },
  ],
  [
    `>>> User: ${me} is not authorized to perform: codeartifact:ReadFromRepository on resource: arn:aws:codeartifact:eu-central-1:111122223333:repository/harvest/harvest-packages because no identity-based policy allows the codeartifact:ReadFromRepository action (Service: AWSCodeArtifact; Status Code: 403; Error Code: AccessDeniedException; Request ID: 1; Proxy: null)`,
    {
      operation: 'codeartifact:ReadFromRepository',
      resource: 'arn:aws:codeartifact:eu-central-1:111122223333:repository/harvest/harvest-packages',
      by: 'identity',
      isExplicit: false,
    },
  ],
  [
    `fatal: unable to access: User: ${me} is not authorized to perform: codecommit:GitPush on resource: arn:aws:codecommit:eu-central-1:111122223333:harvest-yields with an explicit deny in an identity-based policy`,
    {
      operation: 'codecommit:GitPush',
      resource: 'arn:aws:codecommit:eu-central-1:111122223333:harvest-yields',
      by: 'identity',
      isExplicit: true,
    },
  ],
];
