import { change, type Hole } from './hole.ts';

const bucket = 'AWS::S3::Bucket';
const domain = 'AWS::SageMaker::Domain';
const vpc = 'AWS::EC2::VPC';

function forPages(name: string, origin: string): Hole {
  const CorsConfiguration = { CorsRules: [{ AllowedOrigins: [origin], AllowedMethods: ['GET'] }] };
  const found = 'CorsConfiguration.CorsRules[0].AllowedOrigins[0]';
  return change(name, 'unsafe-value', bucket, 'CorsConfiguration', CorsConfiguration, found);
}

/** Things that are opened by one word, and networks that lead nobody to their endpoints. */
export const openedHoles: readonly Hole[] = [
  forPages('a bucket for any page', '*'),
  forPages('a bucket for any page over TLS', 'https://*'),
  change(
    'a bucket with access lists',
    'unsafe-value',
    bucket,
    'OwnershipControls',
    { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    'OwnershipControls.Rules[0].ObjectOwnership',
  ),
  change(
    'notebooks whose answers are shared',
    'unsafe-value',
    domain,
    'DefaultUserSettings.SharingSettings.NotebookOutputOption',
    'Allowed',
  ),
  change(
    'a warehouse in the clear',
    'unsafe-value',
    'AWS::RedshiftServerless::Workgroup',
    'ConfigParameters',
    [{ ParameterKey: 'require_ssl', ParameterValue: 'false' }],
    'ConfigParameters[0]',
  ),
  change('spaces without a group of their own', 'studio-group', domain, 'DefaultSpaceSettings.SecurityGroups', []),
  change('a network without a name server', 'endpoint-names', vpc, 'EnableDnsSupport', false),
  change('a network whose hosts have no names', 'endpoint-names', vpc, 'EnableDnsHostnames', false),
  {
    name: 'an endpoint twice in a zone',
    rule: 'endpoint-zones',
    dig: (draft) => {
      const spot = draft.find('AWS::EC2::VPCEndpoint', (text) => text.includes('.sts"'));
      const path = 'Properties.SubnetIds';
      draft.append(spot, path, (draft.get(spot, path) as readonly unknown[])[0]);
      return { ...spot, path };
    },
  },
];
