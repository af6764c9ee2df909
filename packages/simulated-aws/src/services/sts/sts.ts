import { AwsFault, type Members, type Operation, type Service } from '../../service/service.ts';
import type { World } from '../../world/world.ts';
import { newAccessKey } from './caller-of.ts';

/** Far off: the process under rehearsal goes by the machine's clock, not by the account's. */
const expiration = new Date(Date.UTC(2999, 0, 1));

const getCallerIdentity: Operation = (_, world, caller) => ({
  Account: world.account,
  Arn: caller.arn,
  UserId: caller.accessKeyId,
});

const assumeRole: Operation = (input, world, caller) => {
  const { roleName, sessionName } = asked(input);
  if (world.resources.get('AWS::IAM::Role', roleName) === undefined) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`;
    throw new AwsFault('AccessDenied', message, 403);
  }
  return sessionOf(roleName, sessionName, world);
};

function asked(input: Members): { readonly roleName: string; readonly sessionName: string } {
  const roleName = String(input.RoleArn).split('/').at(-1) ?? '';
  return { roleName, sessionName: String(input.RoleSessionName) };
}

function sessionOf(roleName: string, sessionName: string, world: World): Members {
  const arn = `arn:${world.partition}:sts::${world.account}:assumed-role/${roleName}/${sessionName}`;
  const accessKeyId = newAccessKey(arn, world);
  return {
    AssumedRoleUser: { Arn: arn, AssumedRoleId: `${accessKeyId}:${sessionName}` },
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: `secret-of-${accessKeyId}`,
      SessionToken: `session-of-${accessKeyId}`,
      Expiration: expiration,
    },
  };
}

/** Who calls, and sessions of roles that are there. Trust policies are not asked. */
export const sts: Service = {
  signingName: 'sts',
  protocol: 'query',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole },
};
