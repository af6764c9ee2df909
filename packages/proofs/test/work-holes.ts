import { addition, change, type Hole } from './hole.ts';
import { missing } from './network-holes.ts';

const vpc = 'AWS::EC2::VPC';
const domain = 'AWS::SageMaker::Domain';
const docker = 'DomainSettings.DockerSettings';

/** A function in the network of the templates, so that nothing but what is added is wrong with it. */
function functionWith(name: string, rule: string, properties: Readonly<Record<string, unknown>>, path: string): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const place = draft.find(domain);
      const VpcConfig = { SubnetIds: draft.get(place, 'Properties.SubnetIds') };
      return { ...draft.add(place, 'Added', 'AWS::Lambda::Function', { VpcConfig, ...properties }), path };
    },
  };
}

/** Holes where work runs. */
export const workHoles: readonly Hole[] = [
  change('Studio with an internet connection', 'studio-internet', domain, 'AppNetworkAccessType', 'PublicInternetOnly'),
  change('Studio that does not say how it is connected', 'studio-internet', domain, 'AppNetworkAccessType', undefined),
  change('Studio without a security group', 'studio-group', domain, 'DefaultUserSettings.SecurityGroups', undefined),
  {
    name: 'Docker without a list of accounts',
    rule: 'docker-accounts',
    dig: (draft) => {
      const spot = draft.find(domain);
      draft.set(spot, `Properties.${docker}`, { EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: [] });
      return { ...spot, path: `Properties.${docker}.VpcOnlyTrustedAccounts` };
    },
  },
  {
    name: 'a notebook instance with an internet connection',
    rule: 'notebook-internet',
    dig: (draft) => {
      const spot = draft.find(domain);
      const { SubnetIds, KmsKeyId, DefaultUserSettings } = draft.get(spot, 'Properties') as Record<string, never[]>;
      const groups = (DefaultUserSettings as unknown as Record<string, unknown>).SecurityGroups;
      const notebook = { SubnetId: SubnetIds?.[0], KmsKeyId, SecurityGroupIds: groups };
      return {
        ...draft.add(spot, 'Added', 'AWS::SageMaker::NotebookInstance', notebook),
        path: 'Properties.DirectInternetAccess',
      };
    },
  },
  addition(
    'a model outside the network',
    'outside-network',
    vpc,
    'AWS::SageMaker::Model',
    {},
    'Properties.VpcConfig.Subnets',
  ),
  addition(
    'a function outside the network',
    'outside-network',
    vpc,
    'AWS::Lambda::Function',
    { Runtime: 'nodejs24.x' },
    'Properties.VpcConfig.SubnetIds',
  ),
  change('a public warehouse', 'public-server', 'AWS::RedshiftServerless::Workgroup', 'PubliclyAccessible', true),
  addition(
    'a load balancer on the internet',
    'public-server',
    vpc,
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    {},
    'Properties.Scheme',
  ),
  addition(
    'an address of the internet',
    'public-address',
    vpc,
    'AWS::EC2::EIP',
    { Domain: 'vpc' },
    'Properties.Domain',
  ),
  addition(
    'a link that approves for whoever has it',
    'unauthenticated-api',
    vpc,
    'AWS::ApiGateway::Method',
    { HttpMethod: 'GET', AuthorizationType: 'NONE' },
    'Properties.AuthorizationType',
  ),
  addition(
    'a function with an open address',
    'unauthenticated-api',
    vpc,
    'AWS::Lambda::Url',
    { AuthType: 'NONE' },
    'Properties.AuthType',
  ),
  functionWith('a function on a runtime that is gone', 'old-runtime', { Runtime: 'python3.8' }, 'Properties.Runtime'),
  addition(
    'a script that cannot be replaced',
    'script-name',
    vpc,
    'AWS::SageMaker::StudioLifecycleConfig',
    { StudioLifecycleConfigName: 'auto-shutdown' },
    'Properties.StudioLifecycleConfigName',
  ),
  {
    name: 'endpoints that do not let work in',
    rule: 'endpoint-closed',
    dig: (draft) => {
      const line = draft.find('AWS::EC2::SecurityGroupIngress', (text) => text.includes('443'));
      const group = JSON.stringify(draft.get(line, 'Properties.GroupId'));
      draft.remove(line);
      const spot = draft.find('AWS::EC2::SecurityGroup');
      const id = Object.keys(draft.templates[0]?.template.Resources ?? {}).find((name) => group.includes(`"${name}"`));
      return { ...spot, id: id ?? '', path: 'Properties.SecurityGroupIngress' };
    },
  },
  {
    name: 'work that is not let out to the endpoints',
    rule: 'endpoint-closed',
    dig: (draft) => {
      const spot = draft.find('AWS::EC2::SecurityGroup', (text) => text.includes('DestinationSecurityGroupId'));
      draft.set(spot, 'Properties.SecurityGroupEgress', [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }]);
      return { ...spot, path: 'Properties.SecurityGroupEgress' };
    },
  },
];

/** Holes in big data, which not every workspace has. */
export const sparkHoles: readonly Hole[] = [
  missing('emr-serverless'),
  {
    name: 'Spark outside the network',
    rule: 'outside-network',
    dig: (draft) => {
      const spot = draft.find('AWS::EMRServerless::Application');
      draft.set(spot, 'Properties.NetworkConfiguration', undefined);
      return { ...spot, path: 'Properties.NetworkConfiguration.SubnetIds' };
    },
  },
];
