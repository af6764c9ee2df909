import { regionNamed } from '@atelier/aws-regions';
import type { Path } from '../explaining/issue.ts';
import type { Facts, WorkspaceRule } from '../rules/rule.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import { isOwnRole } from './own-role.ts';

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
  reads: ['aws', 'signIn.identityCenter', 'signIn.provider.arn', 'source.arn'],
  *check({ file, itemPath }) {
    const region = regionNamed(file.aws?.region ?? '');
    const others: readonly (readonly [Path, string | undefined])[] = [
      [['signIn', 'identityCenter'], file.signIn.identityCenter],
      [['signIn', 'provider', 'arn'], file.signIn.provider?.arn],
      [['source', 'arn'], file.source.arn],
    ];
    const arns = [
      ...roleArns(file),
      ...operatorArns(file, itemPath),
      ...others.flatMap(([path, arn]) => (arn === undefined ? [] : [{ path, arn }])),
    ];
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

/** An operator is outside of what the file makes, or people of the workspace would be spared by its perimeter. */
const operatorsAreOutside: WorkspaceRule = {
  reads: ['aws', 'workspace'],
  *check({ file, itemPath }) {
    const { workspace, aws } = file;
    const account = aws?.account;
    for (const { path, arn } of operatorArns(file, itemPath)) {
      const [, , , , ofAccount = '', role = ''] = arn.split(':');
      const at = { path, code: 'NoOperator' };
      if (isOwnRole(arn, workspace)) {
        const message = `"${arn}" has the name of a role that ${workspace} makes for its people or their work.`;
        yield { ...at, message, fix: `Name a role of your own, such as ${workspace}-operator.` };
      } else if (role.startsWith('role/aws-service-role/')) {
        const message = `"${arn}" is the role of a service of AWS, which nobody can take on.`;
        yield { ...at, message, fix: 'Name the role of those who deploy.' };
      } else if (account !== undefined && ofAccount !== account) {
        const message = `"${arn}" is in the account ${ofAccount}, and aws.account is ${account}. Operators work in the account that is deployed to.`;
        yield {
          ...at,
          code: 'OtherAccount',
          message,
          fix: `Write the role in ${account} that they take on, or correct aws.account.`,
        };
      }
    }
  },
};

const operatorsAreOfOneAccount: WorkspaceRule = {
  reads: ['aws'],
  *check({ file, itemPath }) {
    const [first, ...more] = operatorArns(file, itemPath);
    const account = accountIn(first?.arn);
    for (const { path, arn } of file.aws?.account === undefined ? more : []) {
      if (accountIn(arn) === account) continue;
      yield {
        path,
        code: 'OtherAccount',
        message: `"${arn}" is in the account ${accountIn(arn)}, but the first of these roles is in ${account}. Operators work in the account that is deployed to.`,
        fix: `Write the role in ${account} that they take on.`,
      };
    }
  },
};

/** An account as sender is another one for certain, or the perimeter would spare everybody of this one. */
const sendersAreOutside: WorkspaceRule = {
  reads: ['aws', 'workspace', 'projects'],
  *check({ file, itemPath }) {
    const { workspace, aws } = file;
    for (const [project, { deliverFrom }] of Object.entries(aws === undefined ? {} : file.projects))
      for (const sender of deliverFrom?.senders ?? []) {
        const at = { path: itemPath(['projects', project, 'deliverFrom', 'senders'], sender), code: 'NoSender' };
        const partition = regionNamed(aws?.region ?? '')?.partition ?? 'aws';
        const isAccount = /^\d+$/.test(sender);
        if (isAccount && (aws?.account === undefined || aws.account === sender)) {
          const message = `"${sender}" ${aws?.account === sender ? 'is' : 'may be'} the account that is deployed to: everybody in it would get in.`;
          yield { ...at, message, fix: 'Name a role; for another account, write aws.account into the file.' };
        } else if (!isAccount && sender.split(':')[1] !== partition) {
          const message = `"${sender}" is not of the partition ${partition}, in which ${aws?.region} is.`;
          yield { ...at, message, fix: `Write an ARN that begins with arn:${partition}:.` };
        } else if (isOwnRole(sender, workspace) && mayBeOf(aws?.account, sender)) {
          const message = `"${sender}" has the name of a role that ${workspace} makes for its people or their work.`;
          yield { ...at, message, fix: 'Name a role from outside of the workspace.' };
        }
      }
  },
};

/** A role that is both would be refused every file: operators write no object. */
const sendersAreNoOperators: WorkspaceRule = {
  reads: ['aws', 'workspace', 'projects'],
  *check({ file, itemPath }) {
    for (const [project, { deliverFrom }] of Object.entries(file.aws === undefined ? {} : file.projects))
      for (const sender of (deliverFrom?.senders ?? []).filter((one) => isOperator(one, file))) {
        yield {
          path: itemPath(['projects', project, 'deliverFrom', 'senders'], sender),
          code: 'NoSender',
          message: `"${sender}" is an operator of ${file.workspace}, and operators write nothing into its buckets.`,
          fix: 'Name another role for deliveries.',
        };
      }
  },
};

/** The roles of the bootstrap that are operators where the file names none. */
const deploysByBootstrap = /:role\/cdk-[A-Za-z0-9]+-(deploy-role|cfn-exec-role)-/;

function isOperator(arn: string, { aws, workspace }: WorkspaceFile): boolean {
  if (aws?.operators !== undefined) return aws.operators.includes(arn);
  if (!mayBeOf(aws?.account, arn)) return false;
  const { deployRoleArn, cloudFormationExecutionRole } = aws?.synthesizer ?? {};
  const isUsual = arn.endsWith(`:role${aws?.iam.rolePath}${workspace}-operator`) || deploysByBootstrap.test(arn);
  return isUsual || arn === deployRoleArn || arn === cloudFormationExecutionRole;
}

/** Whether a role may be of the account that is deployed to, which a file may leave open. */
function mayBeOf(account: string | undefined, arn: string): boolean {
  return account === undefined || accountIn(arn) === account;
}

function operatorArns({ aws }: WorkspaceFile, itemPath: Facts<WorkspaceFile>['itemPath']): readonly WrittenArn[] {
  return (aws?.operators ?? []).map((arn) => ({ path: itemPath(['aws', 'operators'], arn), arn }));
}

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
export const iamRules = [
  rolePathIsAccepted,
  boundaryIsAccepted,
  arnsAreOfThePartition,
  rolesAreOfOneAccount,
  operatorsAreOutside,
  operatorsAreOfOneAccount,
  sendersAreOutside,
  sendersAreNoOperators,
];
