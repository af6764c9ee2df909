import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { everything } from './everything.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: object;
}

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

describe('a stack with every construct and option', () => {
  const template = Template.fromStack(everything(new App({ context })));
  const roles = Object.values(template.findResources('AWS::IAM::Role'));
  const statements: Statement[] = roles
    .flatMap(({ Properties }) => Properties.Policies ?? [])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

  test('fits the resource schemas, which not every template does', () => {
    const stack = new Stack(new App({ context }), 'wrong');
    new CfnResource(stack, 'Domain', { type: 'AWS::SageMaker::Domain', properties: { DomainName: 'acme' } });
    expect(() => Template.fromStack(stack)).toThrow(/validation/i);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(21);
  });

  test('allows no action on everything but those that have no resource', () => {
    const onEverything = allowed.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(onEverything.toSorted()).toEqual([
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'sagemaker-mlflow:AccessUI',
      'sagemaker-mlflow:AccessUI',
      'sagemaker:EnableSagemakerServicecatalogPortfolio',
      'servicecatalog:AcceptPortfolioShare',
      'servicecatalog:ListAcceptedPortfolioShares',
    ]);
  });

  test('has no managed policy, and no right to pass a role or to edit policies', () => {
    expect(roles.flatMap(({ Properties }) => Properties.ManagedPolicyArns ?? [])).toEqual([]);
    expect(allowed.flatMap(({ Action }) => Action).filter((action) => /^(\*|iam:|sts:)/.test(action))).toEqual([]);
  });

  test('says of everything that has data what a deletion does to it', () => {
    const stateful = ['Domain', 'UserProfile', 'Space', 'MlflowApp', 'MlflowTrackingServer'];
    for (const type of stateful) {
      template.allResources(`AWS::SageMaker::${type}`, {
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('has one function, and that only for the project templates', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
  });
});
