import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ProjectTemplates, type ProjectTemplatesProps } from '../../src/deployment/project-templates.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
const lead = 'arn:aws:iam::111122223333:role/acme-lead';
const everybody = 'arn:aws:iam:::role/ml/acme-*';
const network = { subnetIds: ['subnet-0a1b2c3d4e5f60718'], securityGroupIds: ['sg-0a1b2c3d4e5f60718'] };

function templatesWith(props: Partial<ProjectTemplatesProps> = {}): Template {
  const stack = new Stack(new App({ context }), 'stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  new ProjectTemplates(stack, 'Templates', { ...network, principalArns: [lead], ...props });
  return Template.fromStack(stack);
}

function principals(template: Template): [string, string][] {
  return Object.entries(template.findResources('AWS::ServiceCatalog::PortfolioPrincipalAssociation')).map(
    ([id, { Properties }]) => [id, `${Properties.PrincipalType} ${Properties.PrincipalARN}`],
  );
}

describe('project templates', () => {
  const template = templatesWith({ role: { path: '/ml/', permissionsBoundaryName: 'ml-boundary' } });

  test('are opened by a function in the network, small enough to be in the template', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      VpcConfig: { SubnetIds: network.subnetIds, SecurityGroupIds: network.securityGroupIds },
      Timeout: 120,
    });
    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function')) as [
      { Properties: { Code: { ZipFile: string } } },
    ];
    expect(Properties.Code.ZipFile.length).toBeLessThanOrEqual(4096);
  });

  test('wait for the portfolio before anybody is let in', () => {
    template.hasResourceProperties('AWS::ServiceCatalog::PortfolioPrincipalAssociation', {
      PortfolioId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Templates'), 'PortfolioId'] },
      PrincipalARN: lead,
      PrincipalType: 'IAM',
    });
  });

  test('give the function the switch, its log and its way into the network; its code gets no network rights', () => {
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Role', { Path: '/ml/', PermissionsBoundary: Match.anyValue() });
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    const statements: { Effect: string; Action: string[] }[] = role?.Properties.Policies[0].PolicyDocument.Statement;
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    expect(allowed.toSorted()).toEqual([
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sagemaker:EnableSagemakerServicecatalogPortfolio',
      'servicecatalog:AcceptPortfolioShare',
      'servicecatalog:ListAcceptedPortfolioShares',
    ]);
    const [denied] = statements.filter(({ Effect }) => Effect === 'Deny');
    expect(denied?.Action.every((action) => action.startsWith('ec2:'))).toBe(true);
  });

  test('keep what they have of one role when others come and go', () => {
    const before = principals(templatesWith({ principalArns: [lead] }));
    const after = principals(templatesWith({ principalArns: [everybody, lead] }));
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.map(([, principal]) => principal).toSorted()).toEqual([`IAM ${lead}`, `IAM_PATTERN ${everybody}`]);
  });

  test('keep the log for a month, with the key of the account', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    templatesWith({ kmsKeyArn }).hasResourceProperties('AWS::Logs::LogGroup', {
      KmsKeyId: kmsKeyArn,
      RetentionInDays: 30,
    });
  });
});

test('without anybody to let in they are refused', () => {
  expect(() => templatesWith({ principalArns: [] })).toThrow(/no principalArns/);
});
