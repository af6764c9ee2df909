import { type Account, account } from './account.ts';

export const bucket = { Type: 'AWS::S3::Bucket' };

export function topic(name: string, more = {}) {
  return { Type: 'AWS::SNS::Topic', Properties: { TopicName: name, ...more } };
}

/** A template of one bucket. */
export function stackOf(properties: object) {
  return { Resources: { A: { ...bucket, Properties: properties } } };
}

/** Input of a call to make or change the stack `small`. */
export function body(template: object) {
  return { StackName: 'small', TemplateBody: JSON.stringify(template) };
}

/** An account in which the creation of the stack `small` has ended. */
export function made(template: object, more = {}): Account {
  const here = account();
  here.call('CreateStack', { ...body(template), ...more });
  here.call('DescribeStacks');
  return here;
}
