import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TemplateStatement } from '../network/statement.ts';

/**
 * Requests that an S3 endpoint must let through for functions in the network to answer CloudFormation.
 *
 * The bucket is AWS's, and everybody's stacks are answered there. So this names the account's own stacks: their ARN is
 * what the keys begin with.
 *
 * @param stackNames `*` for any characters: `acme-*`
 */
export function customResourceAnswers(scope: Construct, stackNames: string): TemplateStatement {
  const { account, partition, region } = Stack.of(scope);
  const bucket = `cloudformation-custom-resource-response-${Fn.join('', Fn.split('-', region))}`;
  const stacks = `arn:${partition}:cloudformation:${region}:${account}:stack/${stackNames}`;
  return {
    Sid: 'AnswerCloudFormation',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:${partition}:s3:::${bucket}/${stacks}`,
  };
}
