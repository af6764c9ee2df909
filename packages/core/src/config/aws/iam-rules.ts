import { regionNamed } from '@atelier/aws-regions';
import type { Path } from '../explaining/issue.ts';
import type { WorkspaceRule } from '../rules/rule.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';

/** Most characters of a path in IAM, slashes included. */
const longestPath = 512;
/** Most characters of a policy's name. */
const longestPolicyName = 128;
const reservedPaths = ['/aws-service-role/', '/aws-reserved/', '/service-role/'];

const rolePathIsAccepted: WorkspaceRule = {
  reads: ['aws.iam.rolePath'],
  *check({ file: { aws } }) {
    const path = aws?.iam.rolePath ?? '/';
    const reserved = reservedPaths.find((beginning) => path.startsWith(beginning));
    const place = { path: ['aws', 'iam', 'rolePath'], code: 'BadRolePath' };
    if (path.length > longestPath) {
      const message = `The path has ${path.length} characters; IAM accepts ${longestPath}, slashes included.`;
      yield { ...place, message, fix: `Shorten it by ${path.length - longestPath}.` };
    } else if (reserved !== undefined) {
      const message = `AWS keeps ${reserved} to the roles of its own services.`;
      yield { ...place, message, fix: 'Write a path of your own, such as /ml/.' };
    }
  },
};

const boundaryIsAccepted: WorkspaceRule = {
  reads: ['aws.iam.permissionsBoundary'],
  *check({ file: { aws } }) {
    const boundary = aws?.iam.permissionsBoundary;
    if (boundary === undefined) return;
    const name = boundary.slice(boundary.lastIndexOf('/') + 1);
    const path = `/${boundary.slice(0, boundary.length - name.length)}`;
    const [what, given, accepted] =
      name.length > longestPolicyName ? ['name', name, longestPolicyName] : ['path', path, longestPath];
    if (given.length <= accepted) return;
    yield {
      path: ['aws', 'iam', 'permissionsBoundary'],
      code: 'BadBoundary',
      message: `The policy's ${what} has ${given.length} characters; IAM accepts ${accepted}, so there is no such policy.`,
      fix: 'Write the name of the policy as IAM lists it, with its path and without its ARN.',
    };
  },
};

interface WrittenArn {
  readonly path: Path;
  readonly arn: string;
}

const arnsAreOfThePartition: WorkspaceRule = {
  reads: ['aws', 'signIn.identityCenter', 'source.arn'],
  *check({ file }) {
    const region = regionNamed(file.aws?.region ?? '');
    const others: readonly (readonly [Path, string | undefined])[] = [
      [['signIn', 'identityCenter'], file.signIn.identityCenter],
      [['source', 'arn'], file.source.arn],
    ];
    const arns = [...roleArns(file), ...others.flatMap(([path, arn]) => (arn === undefined ? [] : [{ path, arn }]))];
    for (const { path, arn } of region === undefined ? [] : arns) {
      const given = arn.split(':')[1];
      if (given === region?.partition) continue;
      yield {
        path,
        code: 'OtherPartition',
        message: `"${arn}" is of the partition ${given}, but ${region?.name} is in ${region?.partition}.`,
        fix: `Write an ARN that begins with arn:${region?.partition}:, or correct aws.region.`,
      };
    }
  },
};

const rolesAreOfOneAccount: WorkspaceRule = {
  reads: ['aws'],
  *check({ file }) {
    const arns = roleArns(file);
    const account = file.aws?.account ?? accountIn(arns[0]?.arn);
    const whose = file.aws?.account === undefined ? `the first of these roles is in` : 'aws.account is';
    for (const { path, arn } of arns) {
      if (accountIn(arn) === account) continue;
      yield {
        path,
        code: 'OtherAccount',
        message: `"${arn}" is in the account ${accountIn(arn)}, but ${whose} ${account}. A bootstrap's roles are in the account that is deployed to.`,
        fix: `Write the role of the bootstrap in ${account}, or correct aws.account.`,
      };
    }
  },
};

function roleArns({ aws }: WorkspaceFile): readonly WrittenArn[] {
  const { qualifier: _, ...arns } = aws?.synthesizer ?? {};
  return Object.entries(arns).flatMap(([name, arn]) =>
    arn === undefined ? [] : [{ path: ['aws', 'synthesizer', name], arn }],
  );
}

function accountIn(arn: string | undefined): string | undefined {
  return arn?.split(':')[4];
}

/** Rules about what IAM and the CDK's bootstrap accept. */
export const iamRules = [rolePathIsAccepted, boundaryIsAccepted, arnsAreOfThePartition, rolesAreOfOneAccount];
