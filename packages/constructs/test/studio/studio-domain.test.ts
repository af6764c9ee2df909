import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { StudioDomain, type StudioDomainProps } from '../../src/studio/studio-domain.ts';

const executionRoleArn = 'arn:aws:iam::111122223333:role/acme-studio';
const script = 'arn:aws:sagemaker:eu-central-1:111122223333:studio-lifecycle-config/start';
const image = { imageName: 'acme', appImageConfigName: 'acme-config' };
const group = 'sg-0a1b2c3d4e5f60718';
const least: StudioDomainProps = {
  domainName: 'acme',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
  securityGroupIds: [group],
  executionRoleArn,
};

/** Refuses what the resource schemas refuse. */
function strictApp(): App {
  return new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
}

function domainWith(props: Partial<StudioDomainProps>): Template {
  const stack = new Stack(strictApp(), 'stack');
  new StudioDomain(stack, 'Studio', { ...least, ...props });
  return Template.fromStack(stack);
}

function propertiesWith(props: Partial<StudioDomainProps>) {
  const [domain] = Object.values(domainWith(props).findResources('AWS::SageMaker::Domain'));
  return domain?.Properties;
}

describe('every combination of options', () => {
  const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
  const combinations = (['IAM', 'SSO'] as const).flatMap((authMode) =>
    [undefined, { afterMinutes: 60, maxMinutes: 480 }].flatMap((idleStop) =>
      [undefined, {}, { trustedAccounts: ['444455556666'] }].flatMap((docker) =>
        [undefined, image].flatMap((customImage) =>
          [undefined, kmsKey].map((kmsKeyArn) => ({ authMode, idleStop, docker, image: customImage, kmsKeyArn })),
        ),
      ),
    ),
  );
  const stack = new Stack(strictApp(), 'stack');
  for (const [index, props] of combinations.entries())
    new StudioDomain(stack, `Studio${index}Of`, { ...least, ...props });
  const domains = Object.entries(Template.fromStack(stack).findResources('AWS::SageMaker::Domain'));

  test.each(combinations.map((props, index) => ({ ...props, index })))('%o', ({ index, ...props }) => {
    const made = domains.find(([id]) => id.startsWith(`Studio${index}Of`))?.[1].Properties;
    // What is said of the apps of people must be said of those of shared spaces too.
    const idle = props.idleStop
      ? {
          LifecycleManagement: 'ENABLED',
          IdleTimeoutInMinutes: 60,
          MinIdleTimeoutInMinutes: 60,
          MaxIdleTimeoutInMinutes: 480,
        }
      : { LifecycleManagement: 'DISABLED' };
    const custom = props.image && [{ ImageName: 'acme', AppImageConfigName: 'acme-config' }];
    expect(made).toMatchObject({
      AuthMode: props.authMode,
      AppNetworkAccessType: 'VpcOnly',
      TagPropagation: 'ENABLED',
    });
    expect(made.KmsKeyId).toBe(props.kmsKeyArn);
    expect(made.DomainSettings).toEqual({
      SecurityGroupIds: [group],
      DockerSettings: props.docker
        ? { EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: props.docker.trustedAccounts ?? [] }
        : { EnableDockerAccess: 'DISABLED' },
    });
    for (const settings of [made.DefaultUserSettings, made.DefaultSpaceSettings]) {
      expect(settings).toMatchObject({
        ExecutionRole: executionRoleArn,
        SecurityGroups: [group],
        JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: idle } },
      });
      expect(settings.JupyterLabAppSettings.CustomImages).toEqual(custom);
      expect(settings.KernelGatewayAppSettings).toEqual(custom && { CustomImages: custom });
    }
    expect(made.DefaultUserSettings.CodeEditorAppSettings.AppLifecycleManagement.IdleSettings).toEqual(idle);
  });
});

describe('a domain', () => {
  test('outlives its stack, but not a failed creation', () => {
    domainWith({}).hasResource('AWS::SageMaker::Domain', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    domainWith({ removalPolicy: RemovalPolicy.DESTROY }).hasResource('AWS::SageMaker::Domain', {
      DeletionPolicy: 'Delete',
    });
  });

  test.each([
    [undefined, 'Retain'],
    ['Retain', 'Retain'],
    ['Delete', 'Delete'],
  ] as const)('tells whoever deletes it about home folders: %s gives %s', (homeEfsFileSystem, Value) => {
    const template = domainWith({ homeEfsFileSystem });
    template.hasOutput('*', { Value });
    expect(template.toJSON().Resources).toEqual(domainWith({}).toJSON().Resources);
  });

  test('shares nothing by the output of notebooks, and keeps files on the home file system at hand', () => {
    expect(propertiesWith({}).DefaultUserSettings).toMatchObject({
      SharingSettings: { NotebookOutputOption: 'Disabled' },
      AutoMountHomeEFS: 'Enabled',
      StudioWebPortal: 'ENABLED',
    });
  });

  test('runs the first script by default, in private and in shared spaces, and offers all', () => {
    const more = `${script}-2`;
    const made = propertiesWith({
      jupyterLabLifecycleConfigArns: [script, more],
      codeEditorLifecycleConfigArns: [more],
      instanceType: 'ml.t3.medium',
    });
    for (const settings of [made.DefaultUserSettings, made.DefaultSpaceSettings]) {
      expect(settings).toHaveProperty('JupyterLabAppSettings.LifecycleConfigArns', [script, more]);
      expect(settings).toHaveProperty('JupyterLabAppSettings.DefaultResourceSpec', {
        InstanceType: 'ml.t3.medium',
        LifecycleConfigArn: script,
      });
    }
    expect(made.DefaultUserSettings.CodeEditorAppSettings).toMatchObject({
      LifecycleConfigArns: [more],
      DefaultResourceSpec: { LifecycleConfigArn: more },
    });
  });

  test('gives shared spaces a role of their own when there is one', () => {
    const spaceExecutionRoleArn = 'arn:aws:iam::111122223333:role/acme-shared';
    const made = propertiesWith({ spaceExecutionRoleArn });
    expect(made.DefaultSpaceSettings.ExecutionRole).toBe(spaceExecutionRoleArn);
    expect(made.DefaultUserSettings.ExecutionRole).toBe(executionRoleArn);
  });

  test('offers repositories and sizes of volumes', () => {
    const made = propertiesWith({
      codeRepositoryUrls: ['https://git.example.com/acme'],
      spaceVolume: { defaultGb: 10, maximumGb: 100 },
    });
    for (const settings of [made.DefaultUserSettings, made.DefaultSpaceSettings]) {
      expect(settings).toMatchObject({
        JupyterLabAppSettings: { CodeRepositories: [{ RepositoryUrl: 'https://git.example.com/acme' }] },
        SpaceStorageSettings: {
          DefaultEbsStorageSettings: { DefaultEbsVolumeSizeInGb: 10, MaximumEbsVolumeSizeInGb: 100 },
        },
      });
    }
  });

  test('hides what is not allowed', () => {
    const portal = propertiesWith({
      allowedInstanceTypes: ['ml.t3.*', 'ml.m5.xlarge', 'ml.c4.2xlarge'],
      hiddenMlTools: ['JumpStart'],
      hiddenAppTypes: ['Canvas'],
    }).DefaultUserSettings.StudioWebPortalSettings;
    expect(portal).toMatchObject({ HiddenMlTools: ['JumpStart'], HiddenAppTypes: ['Canvas'] });
    expect(portal.HiddenInstanceTypes).toContain('ml.m5.2xlarge');
    expect(portal.HiddenInstanceTypes).toContain('ml.p5.48xlarge');
    expect(portal.HiddenInstanceTypes).not.toContain('ml.t3.medium');
    expect(portal.HiddenInstanceTypes).not.toContain('ml.m5.xlarge');
    expect(propertiesWith({}).DefaultUserSettings).not.toHaveProperty('StudioWebPortalSettings');
  });

  test('tells its id, address and file system', () => {
    const stack = new Stack(strictApp(), 'stack');
    const studio = new StudioDomain(stack, 'Studio', least);
    const { domainId, domainArn, domainUrl, homeEfsFileSystemId, securityGroupIdForDomainBoundary } = studio;
    const got = [domainId, domainArn, domainUrl, homeEfsFileSystemId, securityGroupIdForDomainBoundary];
    expect(stack.resolve(got)).toEqual(
      ['DomainId', 'DomainArn', 'Url', 'HomeEfsFileSystemId', 'SecurityGroupIdForDomainBoundary'].map((attribute) => ({
        'Fn::GetAtt': [expect.stringMatching(/^Studio/), attribute],
      })),
    );
  });
});

describe('refused', () => {
  test.each<[string, Partial<StudioDomainProps>, RegExp]>([
    ['a name with a dot', { domainName: 'acme.com' }, /domain name is "acme.com"/],
    ['a name that is too long', { domainName: 'a'.repeat(64) }, /Up to 63/],
    ['no subnet', { subnetIds: [] }, /no subnetIds/],
    ['no security group', { securityGroupIds: [] }, /0 securityGroupIds. One to three/],
    ['four security groups', { securityGroupIds: ['a', 'b', 'c', 'd'] }, /4 securityGroupIds/],
    ['an account of 3 digits', { docker: { trustedAccounts: ['123'] } }, /"123". An account is 12 digits/],
    ['21 accounts', { docker: { trustedAccounts: Array(21).fill('123456789012') } }, /has 21. Up to 20/],
    ['a type that nothing is', { allowedInstanceTypes: ['t3.medium'] }, /"t3.medium", and Studio has no such type/],
    ['a volume below 5 GB', { spaceVolume: { defaultGb: 4, maximumGb: 10 } }, /defaultGb 4/],
    ['a default above the most', { spaceVolume: { defaultGb: 20, maximumGb: 10 } }, /defaultGb 20 and maximumGb 10/],
  ])('%s', (_what, props, message) => {
    expect(() => domainWith(props)).toThrow(message);
  });
});
