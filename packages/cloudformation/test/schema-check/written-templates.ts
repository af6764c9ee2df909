import type { Template } from '../../src/template.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A template as somebody wrote it: nothing promises that it has the shape of one. */
export function template(resources: Json, rest: Json = {}): Template {
  return { Resources: resources, ...rest } as unknown as Template;
}

export function bucket(properties: Json, rest: Json = {}): Template {
  return template({ Bucket: { Type: 'AWS::S3::Bucket', Properties: properties, ...rest } });
}

export function endpoint(properties: Json): Template {
  const required = { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-central-1.sts' };
  return template({ Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { ...required, ...properties } } });
}

export function domain(properties: Json): Template {
  const required = { DomainName: 'acme', AuthMode: 'IAM', VpcId: 'vpc-1', SubnetIds: ['subnet-1'] };
  const settings = { DefaultUserSettings: { ExecutionRole: 'arn:aws:iam::123456789012:role/acme-studio' } };
  return template({
    Domain: { Type: 'AWS::SageMaker::Domain', Properties: { ...required, ...settings, ...properties } },
  });
}

export const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
