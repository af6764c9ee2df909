import { choice, list, named, section, text } from './fields.ts';
import { accountId } from './names.ts';

const roleArn = text(
  /^arn:[^:\s]+:iam::[^:\s]+:role\/\S+$/,
  'the ARN of a role',
  'arn:aws:iam::111122223333:role/ml/deploy',
);

const operator = text(
  /^arn:[^:\s*?]+:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  'the whole ARN of a role, with its path and without * or ?',
  'arn:aws:iam::111122223333:role/acme-operator',
);

const iam = section({
  rolePath: text(/^\/([\w+=,.@-]+\/)*$/, 'a path that begins and ends with /', '/ml/')
    .describe('Path of every role that is made.')
    .default('/'),
  permissionsBoundary: text(
    /^[\w+=,.@-]+(\/[\w+=,.@-]+)*$/,
    'the name of a policy in the account (not its ARN), with its path if it has one',
    'ml-boundary',
  )
    .describe('Policy that bounds every role that is made.')
    .optional(),
});

const synthesizer = section({
  qualifier: text(/^[A-Za-z0-9]{1,10}$/, '1 to 10 letters and digits', 'ml')
    .describe('Qualifier of the CDK bootstrap.')
    .optional(),
  cloudFormationExecutionRole: roleArn.describe('Role that CloudFormation works with.').optional(),
  deployRoleArn: roleArn.describe('Role that starts a deployment.').optional(),
  fileAssetPublishingRoleArn: roleArn.describe('Role that uploads files.').optional(),
  imageAssetPublishingRoleArn: roleArn.describe('Role that uploads images.').optional(),
  lookupRoleArn: roleArn.describe('Role that looks things up in the account.').optional(),
});

const catalog = section({
  principals: list(
    text(/^(role|user|group)\/\S+$/, 'role/, user/ or group/ and a name', 'role/Admin'),
    'a list of who may order, each as role/, user/ or group/ and a name',
    { min: 1 },
  ).describe('Who may order projects, people and sandboxes in Service Catalog.'),
  serviceRoles: choice(['existing', 'create'])
    .describe("Whether the account has SageMaker's two Service Catalog roles already.")
    .default('existing'),
});

export const aws = section({
  region: text(
    /^[a-z]{2}(-[a-z]+)?-(north|south|east|west|central|northeast|southeast|northwest|southwest)-[1-9]$/,
    'the code of a region',
    'eu-central-1',
  ).describe('Region that everything is deployed to.'),
  account: accountId.describe('Account to deploy to. Default: the account of the credentials.').optional(),
  tags: named(
    text(/^[\p{L}\p{N} _.:/=+@-]{1,128}$/u, '1 to 128 letters, digits, spaces and _ . : / = + - @', 'team'),
    text(
      /^[\p{L}\p{N} _.:/=+@-]{0,256}$/u,
      'text of at most 256 letters, digits, spaces and _ . : / = + - @',
      'forecasting',
    ),
  )
    .describe('Tags on everything that is made.')
    .default({}),
  operators: list(operator, 'a list of ARNs of roles', { min: 1, max: 20 })
    .describe(
      'Roles that deploy, look and destroy from outside the network. Default: the role WORKSPACE-operator below ' +
        "aws.iam.rolePath, and the CDK's two roles that deploy.",
    )
    .optional(),
  iam: iam.describe('What every role has in common.').prefault({}),
  synthesizer: synthesizer.describe("Where the CDK finds its bootstrap. Default: the CDK's own.").prefault({}),
  catalog: catalog
    .describe('Offer projects, people and sandboxes as Service Catalog products. Default: not offered.')
    .optional(),
});
