import { allow, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';

/** Install packages from the workspace's repository. */
export function installPackages(ground: PolicyGround): IamStatement[] {
  const { packageDomain, packageRepository } = ground.names;
  return [
    allow(
      'SignInToPackages',
      ['codeartifact:GetAuthorizationToken'],
      [arnOf(ground, 'codeartifact', `domain/${packageDomain}`)],
    ),
    allow('PackageToken', ['sts:GetServiceBearerToken'], ['*'], {
      StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' },
    }),
    allow(
      'InstallPackages',
      ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'],
      [arnOf(ground, 'codeartifact', `repository/${packageDomain}/${packageRepository}`)],
    ),
  ];
}

const servicesWithTheKey = ['codeartifact', 'codecommit', 's3', 'sagemaker', 'ssm'];

/** Use the workspace's key, through the services that hold what it encrypts (`more` are further ones) and never directly. */
export function useKey({ names, ids }: PolicyGround, more: readonly string[] = []): IamStatement[] {
  const through = (services: readonly string[]) => ({
    'kms:ViaService': services.map((service) => `${service}.${names.place.region}.amazonaws.com*`),
  });
  return [
    allow('UseKey', ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], [ids.keyArn], {
      StringLike: through([...servicesWithTheKey, ...more]),
    }),
    allow('LendKey', ['kms:CreateGrant'], [ids.keyArn], {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
      StringLike: through(servicesWithTheKey),
    }),
  ];
}
