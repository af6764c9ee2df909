import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prove, readTemplates } from '../src/index.ts';

/** Why each template fails: the rule, and the resource and path that its finding names. */
const reasons: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'migration.yaml': [
    ['images are pulled through ecr.dkr without ecr.api', 'endpoint-missing Vpc VpcEndpoints[ecr.api]'],
    ['no endpoint for STS', 'endpoint-missing Vpc VpcEndpoints[sts]'],
    ['no endpoint for logs', 'endpoint-missing Vpc VpcEndpoints[logs]'],
    ['no endpoint for metrics', 'endpoint-missing Vpc VpcEndpoints[monitoring]'],
    ['git without the API of CodeCommit', 'endpoint-missing Vpc VpcEndpoints[codecommit]'],
    ['data can leave to any bucket through the gateway', 'endpoint-policy S3 Properties.PolicyDocument'],
    [
      'endpoints may open connections to everywhere',
      'open-egress EndpointGroup Properties.SecurityGroupEgress[0].CidrIp',
    ],
  ],
  'network-isolation.yaml': [
    ['an S3 interface is paid for beside the gateway', 'endpoint-surplus S3Interface Properties.ServiceName'],
    ['the S3 interface does not wait for the gateway', 'endpoint-order S3Interface DependsOn'],
    ['no endpoint has a policy', 'endpoint-policy S3Gateway Properties.PolicyDocument'],
    ['the role has all rights of SageMaker', 'broad-managed-policy Role Properties.ManagedPolicyArns[0]'],
    ['egress to everywhere', 'open-egress Group Properties.SecurityGroupEgress[0].CidrIp'],
    [
      'Docker without accounts',
      'docker-accounts Domain Properties.DomainSettings.DockerSettings.VpcOnlyTrustedAccounts',
    ],
    ['PyPI straight on the repository of people', 'package-connection Pip Properties.ExternalConnections'],
    ['tracking answers from anywhere', 'tracking-link Role Properties.Policies[0].PolicyDocument.Statement[0]'],
    ['whoever logs a model can approve it', 'self-approval Role Properties.Policies[0].PolicyDocument.Statement[1]'],
    ['no endpoint for the key that it uses', 'endpoint-missing Vpc VpcEndpoints[kms]'],
    ['no endpoint for tracking', 'endpoint-missing Vpc VpcEndpoints[sagemaker.experiments]'],
    ['flow logs are kept for ever', 'log-retention FlowLines Properties.RetentionInDays'],
    ['home folders have no key', 'customer-key Domain Properties.KmsKeyId'],
    ['the bucket can be reached from outside', 'bucket-outside Notebooks BucketPolicy'],
    ['notebooks are copied by a program', 'custom-resource Copy Type'],
    ['which runs outside the network', 'outside-network CopyFunction Properties.VpcConfig.SubnetIds'],
  ],
  'frugal-mlops.yaml': [
    ['the domain is made by a program', 'custom-resource Studio Type'],
    ['a role with all rights', 'broad-managed-policy LambdaRole Properties.ManagedPolicyArns[0]'],
    [
      'the sudo role trusts an account of its author',
      'foreign-account SudoRole Properties.AssumeRolePolicyDocument.Statement[0].Principal',
    ],
    ['whoever has the link approves', 'unauthenticated-api Respond Properties.AuthorizationType'],
    ['a NAT gateway', 'gateway-attached Nat Properties.SubnetId'],
    ['a route through it', 'route-out WayOut Properties.NatGatewayId'],
    ['an address of the internet', 'public-address Address Properties.Domain'],
    ['egress to everywhere', 'open-egress Open Properties.SecurityGroupEgress[0].CidrIp'],
    ['ingress from everywhere', 'open-ingress Open Properties.SecurityGroupIngress[0].CidrIp'],
    ['python3.8 is gone', 'old-runtime SetUp Properties.Runtime'],
    ['any role can be handed on', 'pass-role Science Properties.PolicyDocument.Statement[0]'],
    ['all of CodeCommit', 'service-wide-rights Write Properties.PolicyDocument.Statement[0]'],
    ['buckets answer in the clear', 'bucket-tls Source BucketPolicy'],
    ['buckets have no key', 'bucket-key Source Properties.BucketEncryption'],
    ["somebody else's network", 'unknown-network FunctionSubnet Properties.VpcId'],
  ],
  'unified-studio-network.yaml': [
    ['an internet gateway', 'gateway-attached Attachment Properties.InternetGatewayId'],
    ['a NAT gateway', 'gateway-attached Nat Properties.SubnetId'],
    ['the private subnets reach the internet', 'route-out PrivateOut Properties.NatGatewayId'],
    ['an address of the internet', 'public-address Address Properties.Domain'],
    ['egress to everywhere', 'open-egress Group Properties.SecurityGroupEgress[0].CidrIp'],
    ['no endpoint has a policy', 'endpoint-policy Api Properties.PolicyDocument'],
    ['no endpoint for images', 'endpoint-missing Vpc VpcEndpoints[ecr.api]'],
    ['no endpoint for metrics', 'endpoint-missing Vpc VpcEndpoints[monitoring]'],
  ],
  'studio-module.yaml': [
    ['artifacts go to a bucket that is not theirs', 'tracking-store Tracking Properties.ArtifactStoreUri'],
    ['an ARN without a name', 'lost-name TrackingRole Properties.Policies[0].PolicyDocument.Statement[0].Resource'],
    ['the role has all rights of SageMaker', 'broad-managed-policy Lead Properties.ManagedPolicyArns[0]'],
    ['one role for notebooks and functions', 'mixed-trust Lead Properties.AssumeRolePolicyDocument'],
    [
      'a function can be made to run as another role',
      'function-escalation Lead Properties.Policies[0].PolicyDocument.Statement[0]',
    ],
    ['any stack can be made', 'stack-escalation Lead Properties.Policies[0].PolicyDocument.Statement[2]'],
    ['the roles of the CDK can be handed on', 'pass-role Lead Properties.Policies[1].PolicyDocument.Statement[0]'],
    ['all of Service Catalog', 'service-wide-rights Lead Properties.Policies[0].PolicyDocument.Statement[1]'],
    ['every tracking server', 'tracking-link Lead Properties.Policies[0].PolicyDocument.Statement[3]'],
    ['tracking approves models', 'self-approval TrackingRole Properties.Policies[0].PolicyDocument.Statement[1]'],
    ['the group is open to everywhere', 'default-egress Group Properties.SecurityGroupEgress'],
    ['the network is not looked at', 'unknown-network Domain Properties.SubnetIds'],
    [
      'Docker without accounts',
      'docker-accounts Domain Properties.DomainSettings.DockerSettings.VpcOnlyTrustedAccounts',
    ],
    ['home folders have no key', 'customer-key Domain Properties.KmsKeyId'],
    ['the script cannot be replaced', 'script-name AutoShutdown Properties.StudioLifecycleConfigName'],
  ],
  'quick-notebook.yaml': [
    ['a notebook with the internet', 'notebook-internet Notebook Properties.DirectInternetAccess'],
    ['everything on everything', 'star-on-star Role Properties.Policies[0].PolicyDocument.Statement[0]'],
    ['all rights of SageMaker', 'broad-managed-policy Role Properties.ManagedPolicyArns[0]'],
    ['no key', 'customer-key Notebook Properties.KmsKeyId'],
  ],
  'two-tier-network.json': [
    ['a route to the internet', 'route-out Out Properties.GatewayId'],
    ['an internet gateway', 'gateway-attached Attachment Properties.InternetGatewayId'],
    ['addresses of the internet', 'public-address Public Properties.MapPublicIpOnLaunch'],
    ['SSH from everywhere', 'open-ingress Web Properties.SecurityGroupIngress[0].CidrIp'],
    ['egress that AWS opens', 'default-egress Web Properties.SecurityGroupEgress'],
    ['a load balancer on the internet', 'public-server Balancer Properties.Scheme'],
  ],
  'open-website.yaml': [
    ['a bucket for everybody', 'public-principal PagesPolicy Properties.PolicyDocument.Statement[0]'],
    ['a function for everybody', 'public-principal Anyone Properties.Principal'],
    ['an address that asks nobody', 'unauthenticated-api Link Properties.AuthType'],
    ['a type that a macro replaces', 'unknown-type Handler Type'],
    ['a bucket that can be made public', 'bucket-public-access Pages Properties.PublicAccessBlockConfiguration'],
  ],
};

describe.each(Object.entries(reasons))('%s fails, for', (file, expected) => {
  const proof = readTemplates([join(import.meta.dirname, 'fixtures', file)]).then((templates) => prove(templates));

  test.each(expected)('%s', async (_, finding) => {
    const { ok, findings } = await proof;
    expect(ok).toBe(false);
    expect(findings.map(({ rule, resource, path }) => `${rule} ${resource} ${path}`)).toContain(finding);
  });
});
