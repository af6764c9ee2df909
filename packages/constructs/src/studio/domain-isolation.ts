import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface DomainIsolationProps {
  readonly domainId: string;
  /**
   * Resources that stay reachable though nothing says that they are this domain's, such as those a pipeline made.
   *
   * @default - none
   */
  readonly openArns?: readonly string[];
}

/**
 * Refuses to see, change or enter what belongs to other Studio domains of the account.
 *
 * What is started in Studio carries the domain's ARN in a tag; anything else needs the tag `sagemaker:domain-arn`, or to
 * be named in `openArns`.
 */
export function domainIsolation(scope: Construct, props: DomainIsolationProps): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'sagemaker', resource, resourceName });
  const domainArn = arn('domain', props.domainId);
  const ofDomain = ['user-profile', 'space', 'app'].map((resource) => arn(resource, `${props.domainId}/*`));
  const ofAccount = ['image', 'image-version', 'app-image-config', 'project'].map((resource) => arn(resource, '*'));
  return new PolicyStatement({
    sid: 'StayInDomain',
    effect: Effect.DENY,
    actions: ['Describe*', 'Update*', 'Delete*', 'CreateApp', 'CreateSpace', 'CreatePresignedDomainUrl'].map(
      (action) => `sagemaker:${action}`,
    ),
    notResources: [domainArn, ...ofDomain, ...ofAccount, ...(props.openArns ?? [])],
    conditions: { StringNotEquals: { 'aws:ResourceTag/sagemaker:domain-arn': domainArn } },
  });
}
