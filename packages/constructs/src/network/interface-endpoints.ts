import { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { endpointPerimeter } from './endpoint-perimeter.ts';
import { policyOf, type TemplateStatement } from './statement.ts';
import { type Visitors, visitorsGroup } from './visitors.ts';

export interface InterfaceEndpoint {
  /** Last part of the service's name, such as `sagemaker.api`, `sagemaker.experiments`, `git-codecommit`. */
  readonly service: string;
  /**
   * Positions of the subnets that get it, from 0: not every service is in every zone.
   *
   * @default - every subnet
   */
  readonly zones?: readonly number[];
  /**
   * Statements in place of the data perimeter; `none` for a service that takes no policy.
   *
   * @default - the account's principals on the account's resources; no policy for those in `servicesWithoutPolicy`
   */
  readonly policy?: readonly TemplateStatement[] | 'none';
}

export interface InterfaceEndpointsProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /**
   * Who else may come in through some of the endpoints.
   *
   * @default - nobody
   */
  readonly visitors?: Visitors;
  readonly endpoints: readonly InterfaceEndpoint[];
  /**
   * Accounts whose container images may be pulled, such as that of the AWS deep learning containers.
   *
   * @default - images of this account only
   */
  readonly imageAccounts?: readonly string[];
}

/** Interface endpoints with private names, each with the data perimeter as its policy where the service takes one. */
export class InterfaceEndpoints extends Construct {
  readonly ids: Readonly<Record<string, string>>;
  readonly withoutPolicy: readonly string[];

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const visited = props.visitors?.services ?? [];
    const group = props.visitors && visitorsGroup(this, props.vpcId, props.visitors);
    const made = props.endpoints.map((endpoint) => {
      const isVisited = group !== undefined && visited.includes(endpoint.service);
      return this.make(endpoint, props, [props.securityGroupId, ...(isVisited ? [group] : [])]);
    });
    this.ids = Object.fromEntries(made.map(({ service, endpointId }) => [service, endpointId]));
    this.withoutPolicy = made.filter(({ policy }) => policy === undefined).map(({ service }) => service);
  }

  private make(endpoint: InterfaceEndpoint, props: InterfaceEndpointsProps, securityGroupIds: string[]) {
    const { service } = endpoint;
    const policy = this.policyFor(endpoint, props.imageAccounts ?? []);
    const made = new CfnVPCEndpoint(this, service, {
      vpcEndpointType: 'Interface',
      vpcId: props.vpcId,
      serviceName: serviceName(service),
      subnetIds: subnetsOf(endpoint, props.subnetIds),
      securityGroupIds,
      privateDnsEnabled: true,
      policyDocument: policy,
    });
    return { service, policy, endpointId: made.ref };
  }

  private policyFor({ service, policy }: InterfaceEndpoint, imageAccounts: readonly string[]) {
    if (policy === 'none') return undefined;
    if (policy !== undefined) return policyOf(...policy);
    return endpointPerimeter({ service, account: Stack.of(this).account, imageAccounts });
  }
}

function subnetsOf({ service, zones }: InterfaceEndpoint, subnetIds: readonly string[]): string[] {
  if (zones?.length === 0)
    throw new Error(`The endpoint for ${service} has no zones. Leave zones out for every subnet.`);
  const positions = zones ?? subnetIds.map((_, position) => position);
  return positions.map((position) => {
    const subnetId = subnetIds[position];
    if (subnetId !== undefined) return subnetId;
    throw new Error(
      `The endpoint for ${service} names zone ${position}. The network has ${subnetIds.length}, counted from 0.`,
    );
  });
}

/** Parts of SageMaker whose endpoints are named `aws.sagemaker.<region>.<part>`. */
const sagemakerParts: readonly string[] = ['experiments', 'notebook', 'partner-app', 'studio'];

// The CDK knows which regions begin their services' names otherwise, such as those in China.
function serviceName(service: string): string {
  const part = service.replace(/^sagemaker\./, '');
  const isPart = part !== service && sagemakerParts.includes(part);
  return (
    isPart ? new InterfaceVpcEndpointAwsService(part, 'aws.sagemaker') : new InterfaceVpcEndpointAwsService(service)
  ).name;
}
