import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { SharedSpace, type SharedSpaceProps } from '../../src/studio/shared-space.ts';
import { StudioPerson, type StudioPersonProps } from '../../src/studio/studio-person.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const domainId = 'd-abcdefghijkl';
const script = 'arn:aws:sagemaker:eu-central-1:111122223333:studio-lifecycle-config/start';

function personWith(props: Partial<StudioPersonProps>) {
  const stack = new Stack(new App({ context }), 'stack');
  const person = new StudioPerson(stack, 'Person', { domainId, userProfileName: 'ana', ...props });
  return { person, template: Template.fromStack(stack) };
}

function sharedWith(props: Partial<SharedSpaceProps>) {
  const stack = new Stack(new App({ context }), 'stack');
  new SharedSpace(stack, 'Shared', { domainId, ownerUserProfileName: 'ana', spaceName: 'sales', ...props });
  return Template.fromStack(stack);
}

describe('a person', () => {
  test('who signs in through IAM has a profile with a role of their own, and no space', () => {
    const executionRoleArn = 'arn:aws:iam::111122223333:role/acme-ana';
    const { person, template } = personWith({ executionRoleArn });
    template.hasResourceProperties('AWS::SageMaker::UserProfile', {
      DomainId: domainId,
      UserProfileName: 'ana',
      UserSettings: { ExecutionRole: executionRoleArn },
      SingleSignOnUserIdentifier: Match.absent(),
      SingleSignOnUserValue: Match.absent(),
    });
    template.resourceCountIs('AWS::SageMaker::Space', 0);
    expect(person.spaceArn).toBeNull();
  });

  test('of Identity Center is mapped by user name, whatever characters it has', () => {
    const { template } = personWith({ userProfileName: 'ana-example-com', ssoUserName: 'ana@example.com' });
    template.hasResourceProperties('AWS::SageMaker::UserProfile', {
      UserProfileName: 'ana-example-com',
      SingleSignOnUserIdentifier: 'UserName',
      SingleSignOnUserValue: 'ana@example.com',
    });
  });

  test.each([
    ['nothing but a name', { spaceName: 'ana-lab' }, {}, undefined],
    [
      'instance and script',
      { spaceName: 'ana-lab', instanceType: 'ml.t3.medium', lifecycleConfigArn: script },
      { DefaultResourceSpec: { InstanceType: 'ml.t3.medium', LifecycleConfigArn: script } },
      undefined,
    ],
    [
      'a volume and a repository',
      { spaceName: 'ana-lab', volumeGb: 20, codeRepositoryUrls: ['https://git.example.com/acme'] },
      { CodeRepositories: [{ RepositoryUrl: 'https://git.example.com/acme' }] },
      { EbsStorageSettings: { EbsVolumeSizeInGb: 20 } },
    ],
  ])('owns a private space with %s', (_what, privateSpace, JupyterLabAppSettings, SpaceStorageSettings) => {
    const { template } = personWith({ privateSpace });
    const [space] = Object.values(template.findResources('AWS::SageMaker::Space'));
    expect(space?.Properties).toEqual({
      DomainId: domainId,
      SpaceName: 'ana-lab',
      OwnershipSettings: { OwnerUserProfileName: 'ana' },
      SpaceSharingSettings: { SharingType: 'Private' },
      SpaceSettings: { AppType: 'JupyterLab', JupyterLabAppSettings, SpaceStorageSettings },
    });
    expect(space?.DependsOn).toEqual(Object.keys(template.findResources('AWS::SageMaker::UserProfile')));
  });

  test.each([
    [undefined, 'RetainExceptOnCreate'],
    [RemovalPolicy.DESTROY, 'Delete'],
  ])('is kept or removed together with the space: %s gives %s', (removalPolicy, DeletionPolicy) => {
    const { template } = personWith({ removalPolicy, privateSpace: { spaceName: 'ana-lab' } });
    template.hasResource('AWS::SageMaker::UserProfile', { DeletionPolicy });
    template.hasResource('AWS::SageMaker::Space', { DeletionPolicy });
  });
});

test('a shared space belongs to a profile and outlives its stack', () => {
  const template = sharedWith({ instanceType: 'ml.m5.large', displayName: 'Sales' });
  template.hasResource('AWS::SageMaker::Space', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      SpaceName: 'sales',
      SpaceDisplayName: 'Sales',
      OwnershipSettings: { OwnerUserProfileName: 'ana' },
      SpaceSharingSettings: { SharingType: 'Shared' },
    },
  });
});

describe('refused', () => {
  test.each(['ana@example.com', 'ana.lee', 'ana_lee', '-ana', 'ana-', '', 'a'.repeat(64), 'ana\n'])(
    'the profile name %j',
    (name) => {
      expect(() => personWith({ userProfileName: name })).toThrow(
        /user profile name is .*63 letters, digits and inner dashes/s,
      );
      expect(() => sharedWith({ spaceName: name })).toThrow(/space name is .*63 letters, digits and inner dashes/s);
    },
  );

  test.each([4, 16_385, 10.5])('a volume of %d GB', (volumeGb) => {
    expect(() => sharedWith({ volumeGb })).toThrow(`a volume of ${volumeGb} GB. From 5 to 16384 is accepted.`);
  });
});
