import { perimeterPolicy } from './perimeter-policy.ts';
import type { TemplatePolicyDocument, TemplateStatement } from './statement.ts';

/**
 * Services whose interface endpoints take no policy, or for which no page of AWS says that they take one.
 *
 * Service Catalog and SES refuse a policy (list of services in the VPC guide, error text of CreateVpcEndpoint); for the
 * others it is assumed. A policy on such an endpoint fails the deployment.
 */
export const servicesWithoutPolicy: readonly string[] = [
  'codeconnections.api',
  'codestar-connections.api',
  'codewhisperer',
  'email-smtp',
  'q',
  'servicecatalog',
  'servicecatalog-appregistry',
];

export interface EndpointPerimeterProps {
  /** Such as `ecr.api`. */
  readonly service: string;
  readonly account: string;
  /** Accounts whose container images may be pulled. */
  readonly imageAccounts: readonly string[];
}

/** Data perimeter of one interface endpoint; undefined where the service takes no policy. */
export function endpointPerimeter(props: EndpointPerimeterProps): TemplatePolicyDocument | undefined {
  if (servicesWithoutPolicy.includes(props.service)) return undefined;
  return perimeterPolicy({ account: props.account, exceptions: exceptionsOf(props) });
}

function exceptionsOf({ service, account, imageAccounts }: EndpointPerimeterProps): readonly TemplateStatement[] {
  if (service === 'sts')
    return [mayAskWithoutResource(account, ['sts:GetCallerIdentity', 'sts:GetServiceBearerToken'])];
  // The service asks STS for the token that it gives out (CodeArtifact guide, "Create a VPC endpoint policy").
  if (service === 'codeartifact.api') return [mayAskWithoutResource(account, ['sts:GetServiceBearerToken'])];
  if (service.startsWith('ecr.') && imageAccounts.length > 0) return [mayPullImages(account, imageAccounts)];
  if (service.startsWith('bedrock')) return [mayUseFoundationModels(account)];
  return [];
}

// These calls have no resource that an account could own; assumed to carry no aws:ResourceAccount.
function mayAskWithoutResource(account: string, actions: readonly string[]): TemplateStatement {
  return {
    Sid: 'OwnPrincipalsWithoutResource',
    Effect: 'Allow',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
  };
}

function mayPullImages(account: string, imageAccounts: readonly string[]): TemplateStatement {
  return {
    Sid: 'OwnPrincipalsPullTrustedImages',
    Effect: 'Allow',
    Principal: '*',
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': imageAccounts } },
  };
}

// Foundation models have no account in their ARN.
function mayUseFoundationModels(account: string): TemplateStatement {
  return {
    Sid: 'OwnPrincipalsFoundationModels',
    Effect: 'Allow',
    Principal: '*',
    Action: ['bedrock:GetFoundationModel', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    Resource: 'arn:*:bedrock:*::foundation-model/*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
  };
}
