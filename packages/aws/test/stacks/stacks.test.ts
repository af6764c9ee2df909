import type { TemplateResource } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';
import { example, written } from '../example.ts';

const base = `workspace: acme
aws: { region: eu-central-1 }
people: { july: { role: data-scientist }, lead: { role: lead-data-scientist } }
`;

async function synthesised(more: string): Promise<Synthesis> {
  return synthesise(written(base + more));
}

function resources({ stacks }: Synthesis, type: string): TemplateResource[] {
  return stacks.flatMap(({ template }) => Object.values(template.Resources)).filter(({ Type }) => Type === type);
}

function properties(synthesis: Synthesis, type: string): Readonly<Record<string, unknown>> {
  const [resource, ...others] = resources(synthesis, type);
  expect(others).toEqual([]);
  return resource?.Properties ?? {};
}

const acme = await synthesise(await example('acme'));

describe('the stacks of the example', () => {
  test('are the network, the foundation, one for each project and one for each shard with people', () => {
    expect(acme.stacks.map(({ stack }) => stack)).toEqual([
      'acme-network',
      'acme-foundation',
      'acme-project-sales-forecasting',
      expect.stringMatching(/^acme-people-\d\d$/),
      expect.stringMatching(/^acme-people-\d\d$/),
      expect.stringMatching(/^acme-people-\d\d$/),
      expect.stringMatching(/^acme-people-\d\d$/),
    ]);
  });

  test('let Studio and the projects be made side by side', () => {
    expect(acme.dependencies['acme-foundation']).toEqual(['acme-network']);
    expect(acme.dependencies['acme-project-sales-forecasting']).toEqual(['acme-network']);
  });

  test('are the same, byte for byte, when they are made again', async () => {
    const again = await synthesise(await example('acme'));
    expect(JSON.stringify(again.stacks)).toBe(JSON.stringify(acme.stacks));
  });

  test('have the outputs that the Studio module and the isolated network had', () => {
    const names = acme.stacks.flatMap(({ template }) => Object.keys(template.Outputs ?? {}));
    const studioModule = ['StudioDomainName', 'EFSId', 'DomainId', 'DomainArn', 'StudioBucketName'];
    const roles = [
      ...['DataScientistPolicyArn', 'LeadDataScientistPolicyArn', 'SageMakerExecutionRoleArn'],
      ...['DataScientistRoleArn', 'LeadDataScientistRoleArn'],
    ];
    const network = ['StackId', 'VpcId', 'DomainUrl', 'SecurityGroupId', 'SubnetId1', 'SubnetId2'];
    const stores = ['NotebookBucketUri', 'MlflowTrackingServerArn'];
    expect(names).toEqual(expect.arrayContaining([...studioModule, ...roles, ...network, ...stores]));
    expect(names.filter((name) => name.includes('UserProfile'))).toHaveLength(4);
  });

  test('hold no function', () => {
    expect(resources(acme, 'AWS::Lambda::Function')).toEqual([]);
  });
});

const anyImage = { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/:image\/team$/)])] };

describe('a setting of the file', () => {
  const domain = 'AWS::SageMaker::Domain';
  test.each([
    ['signIn: { method: sso }', domain, { AuthMode: 'SSO' }],
    ['signIn: { method: iam }', domain, { AuthMode: 'IAM' }],
    [
      'studio: { docker: { enabled: true, trustedAccounts: ["111122223333"] } }',
      domain,
      {
        DomainSettings: { DockerSettings: { EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: ['111122223333'] } },
      },
    ],
    [
      'studio: { disk: { defaultGb: 20, maxGb: 100 } }',
      domain,
      {
        DefaultUserSettings: {
          SpaceStorageSettings: {
            DefaultEbsStorageSettings: { DefaultEbsVolumeSizeInGb: 20, MaximumEbsVolumeSizeInGb: 100 },
          },
        },
      },
    ],
    [
      'studio: { image: { name: team, appConfig: team-config } }',
      domain,
      {
        DefaultUserSettings: {
          JupyterLabAppSettings: { DefaultResourceSpec: { SageMakerImageArn: anyImage } },
          CodeEditorAppSettings: {
            CustomImages: [{ ImageName: 'team', AppImageConfigName: 'team-config' }],
            DefaultResourceSpec: { SageMakerImageArn: anyImage },
          },
        },
        DefaultSpaceSettings: { JupyterLabAppSettings: { DefaultResourceSpec: { SageMakerImageArn: anyImage } } },
      },
    ],
    ['network: { cidr: 10.20.0.0/16 }', 'AWS::EC2::VPC', { CidrBlock: '10.20.0.0/16' }],
    ['bigData: { emr: serverless }', 'AWS::EMRServerless::Application', { Type: 'SPARK' }],
    [
      'projects: { sales: { members: [july, lead], warehouse: { baseCapacity: 16, maxCapacity: 64 } } }',
      'AWS::RedshiftServerless::Workgroup',
      { BaseCapacity: 16, MaxCapacity: 64, PubliclyAccessible: false, EnhancedVpcRouting: true },
    ],
    [
      'projects: { sales: { members: [july, lead] } }\ntracking: { kind: server, size: Medium, version: 3.0.0 }',
      'AWS::SageMaker::MlflowTrackingServer',
      { TrackingServerSize: 'Medium', MlflowVersion: '3.0.0', AutomaticModelRegistration: false },
    ],
    [
      'projects: { sales: { members: [july, lead] } }\ntracking: { kind: app, autoRegister: true }',
      'AWS::SageMaker::MlflowApp',
      { ModelRegistrationMode: 'AutoModelRegistrationEnabled' },
    ],
  ])('%s arrives at %s', async (setting, type, expected) => {
    expect(properties(await synthesised(setting), type)).toMatchObject(expected);
  });

  test('idle stop is on for two hours unless it is switched off, and then says so', async () => {
    const idle = (minutes: object) => ({
      DefaultUserSettings: { JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: minutes } } },
    });
    const on = properties(await synthesised(''), domain);
    expect(on).toMatchObject(idle({ LifecycleManagement: 'ENABLED', IdleTimeoutInMinutes: 120 }));
    const off = properties(await synthesised('studio: { idleStop: off }'), domain);
    expect(off).toMatchObject(idle({ LifecycleManagement: 'DISABLED' }));
  });

  test('project templates bring the one function that there is', async () => {
    expect(resources(await synthesised('studio: { projectTemplates: true }'), 'AWS::Lambda::Function')).toHaveLength(1);
  });

  test('a shared space belongs to the lead, and none is private', async () => {
    const shared = await synthesised('studio: { spaces: shared }\nprojects: { sales: { members: [july, lead] } }');
    expect(properties(shared, 'AWS::SageMaker::Space')).toMatchObject({
      SpaceSharingSettings: { SharingType: 'Shared' },
      OwnershipSettings: { OwnerUserProfileName: 'lead' },
    });
  });

  test('a person without a project is allowed nothing but what the role allows', async () => {
    const roles = resources(await synthesised(''), 'AWS::IAM::Role');
    const july = roles.find(({ Properties }) => Properties?.RoleName === 'acme-person-july');
    expect(july?.Properties).toMatchObject({
      ManagedPolicyArns: [expect.anything(), expect.anything(), expect.anything()],
    });
    expect(JSON.stringify(july?.Properties?.Policies ?? [])).not.toContain('"Allow"');
  });
});

describe('a bucket for artifacts that was there before', () => {
  test('has a folder for each project, which nobody of another project gets at', async () => {
    const projects = 'projects: { sales: { members: [july, lead] }, churn: { members: [lead] } }\n';
    const shared = await synthesised(`${projects}tracking: { bucket: old-runs, prefix: /mlflow }`);
    const addresses = resources(shared, 'AWS::SageMaker::MlflowTrackingServer').map(
      ({ Properties }) => Properties?.ArtifactStoreUri,
    );
    expect(addresses.toSorted()).toEqual(['s3://old-runs/mlflow/churn', 's3://old-runs/mlflow/sales']);
    for (const [project, other] of [
      ['sales', 'churn'],
      ['churn', 'sales'],
    ]) {
      const { template } = shared.stacks.find(({ stack }) => stack === `acme-project-${project}`) ?? {};
      const rights = JSON.stringify(template);
      expect(rights).toContain(`:s3:::old-runs/mlflow/${project}/*`);
      expect(rights).not.toMatch(new RegExp(`old-runs/(mlflow/)?(${other}|\\*)`));
    }
  });
});

describe('every role', () => {
  test('has the path and the boundary that the file asks for, and no policy that gives everything', async () => {
    const text = base.replace(
      'aws: { region: eu-central-1 }',
      'aws: { region: eu-central-1, iam: { rolePath: /ml/, permissionsBoundary: ml-boundary } }',
    );
    const all = await synthesise(
      written(`${text}
bigData: { emr: serverless }
studio: { projectTemplates: true }
projects: { sales: { members: [july, lead] } }
`),
    );
    const roles = resources(all, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(6);
    for (const { Properties } of roles) {
      expect(Properties).toMatchObject({ Path: '/ml/', PermissionsBoundary: expect.anything() });
      expect(JSON.stringify(Properties?.PermissionsBoundary)).toContain(':policy/ml-boundary');
    }
    expect(JSON.stringify(all.stacks)).not.toMatch(/FullAccess|AdministratorAccess/);
  });
});

describe('the network', () => {
  const subnets = (synthesis: Synthesis) => resources(synthesis, 'AWS::EC2::Subnet');

  test('has subnets in three zones for a warehouse, and endpoints in those that the file asks for', async () => {
    const synthesis = await synthesised('network: { zones: 2 }\nprojects: { sales: { members: [july, lead] } }');
    expect(subnets(synthesis)).toHaveLength(3);
    const interfaces = resources(synthesis, 'AWS::EC2::VPCEndpoint').filter(
      ({ Properties }) => Properties?.VpcEndpointType === 'Interface',
    );
    expect(interfaces.length).toBeGreaterThan(8);
    for (const { Properties } of interfaces) expect(Properties?.SubnetIds).toHaveLength(2);
    expect(properties(synthesis, 'AWS::SageMaker::Domain').SubnetIds).toHaveLength(2);
  });

  test('keeps the ranges of its subnets when a zone is added', async () => {
    const ranges = async (zones: number) =>
      subnets(await synthesised(`network: { zones: ${zones} }`)).map(({ Properties }) => Properties?.CidrBlock);
    expect((await ranges(3)).slice(0, 2)).toEqual(await ranges(2));
  });

  test('has a way out only when the file asks for one', async () => {
    expect(resources(await synthesised(''), 'AWS::EC2::NatGateway')).toEqual([]);
    expect(resources(await synthesised('network: { mode: egress }'), 'AWS::EC2::NatGateway')).toHaveLength(1);
  });

  test('that is there already is not made again', async () => {
    const existing =
      'network: { existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], routeTables: [rtb-0a1b2c3d] } }';
    const synthesis = await synthesised(existing);
    expect(resources(synthesis, 'AWS::EC2::VPC')).toEqual([]);
    expect(properties(synthesis, 'AWS::SageMaker::Domain').VpcId).toBe('vpc-0a1b2c3d');
  });
});

test('a workspace without an aws section is refused, and told what to add', async () => {
  const workspace = { ...written(base), aws: null } as unknown as AwsWorkspace;
  await expect(synthesise(workspace)).rejects.toMatchObject({
    code: 'NoAwsSettings',
    fix: expect.stringContaining('aws:'),
  });
});
