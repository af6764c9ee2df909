import { type App, Stack } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import {
  artifactStoreUri,
  domainIsolation,
  ExecutionRole,
  LifecycleConfiguration,
  ProjectTemplates,
  SharedSpace,
  SparkApplication,
  StudioDomain,
  StudioPerson,
  studioCors,
  TrackingApp,
  TrackingServer,
  trackingUserStatements,
} from '../../src/index.ts';

const env = { account: '111122223333', region: 'eu-central-1' };
const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const place = {
  subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
  securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
};
const named = { path: '/ml/', permissionsBoundaryName: 'ml/boundary' };

/** A stack with each construct, and with each option of each construct. */
export function everything(app: App): Stack {
  const stack = new Stack(app, 'everything', { env });
  const start = new LifecycleConfiguration(stack, 'Start', {
    namePrefix: 'acme-start',
    appType: 'JupyterLab',
    script: 'echo hello\n',
  });
  const editor = new LifecycleConfiguration(stack, 'Editor', {
    namePrefix: 'acme-editor',
    appType: 'CodeEditor',
    script: 'echo hello\n',
  });
  const role = new ExecutionRole(stack, 'Role', {
    ...named,
    roleName: 'acme-studio',
    maxSessionHours: 12,
    tags: { team: 'a' },
  });
  const domain = new StudioDomain(stack, 'Studio', {
    ...place,
    domainName: 'acme',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    executionRoleArn: role.roleArn,
    authMode: 'SSO',
    kmsKeyArn,
    idleStop: { afterMinutes: 60, minMinutes: 60, maxMinutes: 480 },
    instanceType: 'ml.t3.medium',
    image: { imageName: 'acme-image', appImageConfigName: 'acme-config', imageVersionNumber: 1 },
    jupyterLabLifecycleConfigArns: [start.lifecycleConfigArn],
    codeEditorLifecycleConfigArns: [editor.lifecycleConfigArn],
    codeRepositoryUrls: ['https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/acme'],
    spaceVolume: { defaultGb: 5, maximumGb: 100 },
    allowedInstanceTypes: ['ml.t3.*', 'ml.m5.*'],
    hiddenMlTools: ['JumpStart'],
    hiddenAppTypes: ['Canvas'],
    docker: { trustedAccounts: ['444455556666'] },
    homeEfsFileSystem: 'Delete',
  });
  const person = new StudioPerson(stack, 'Ana', {
    domainId: domain.domainId,
    userProfileName: 'ana',
    executionRoleArn: role.roleArn,
    ssoUserName: 'ana@example.com',
    privateSpace: {
      spaceName: 'ana-lab',
      displayName: 'Ana',
      instanceType: 'ml.t3.medium',
      volumeGb: 20,
      lifecycleConfigArn: start.lifecycleConfigArn,
    },
  });
  new SharedSpace(stack, 'Shared', {
    domainId: domain.domainId,
    ownerUserProfileName: person.userProfileName,
    spaceName: 'sales',
    instanceType: 'ml.t3.medium',
  });
  const store = { bucketName: 'acme-artifacts', prefix: '/mlflow', kmsKeyArn };
  const tracking = {
    store,
    role: named,
    autoRegistration: { modelPackageGroups: 'acme-sales-*' },
    weeklyMaintenanceStart: 'Tue:03:30',
  };
  const app_ = new TrackingApp(stack, 'App', { ...tracking, name: 'acme-sales' });
  const server = new TrackingServer(stack, 'Server', {
    ...tracking,
    name: 'acme-sales',
    size: 'Medium',
    mlflowVersion: '3.0',
  });
  new CfnBucket(stack, 'Artifacts', { corsConfiguration: { corsRules: [studioCors(domain.domainId)] } });
  new SparkApplication(stack, 'Spark', { ...place, name: 'acme-spark', kmsKeyArn, livyEndpoint: true });
  new ProjectTemplates(stack, 'Templates', {
    ...place,
    principalArns: [role.roleArn, 'arn:aws:iam:::role/ml/acme-*'],
    kmsKeyArn,
    role: named,
  });
  const users = [
    ...trackingUserStatements({
      trackingArn: app_.trackingArn,
      kind: 'app',
      access: 'write',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
    }),
  ];
  new ExecutionRole(stack, 'User', {
    services: ['states.amazonaws.com', 'glue.amazonaws.com'],
    inlinePolicies: {
      tracking: new PolicyDocument({ statements: [...users, domainIsolation(stack, { domainId: domain.domainId })] }),
      server: new PolicyDocument({
        statements: trackingUserStatements({ trackingArn: server.trackingArn, kind: 'server', access: 'read' }),
      }),
    },
  });
  artifactStoreUri(store);
  return stack;
}
