import { Problem } from '@atelier/problem';
import { startSimulatedAccount } from '@atelier/simulated-aws';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { awsProblem } from '../../src/read/aws-problem.ts';
import { isNotFound } from '../../src/read/look.ts';

const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });

const state = 'Nothing was changed.';

/** As the CDK repeats what CloudFormation says of a resource: broken into lines. */
const ofResource = (reason: string, code: string) =>
  named(
    'DeploymentError',
    `Resource updates failed:\nacme/Thing (AWS::X::Thing Thing)\n  Resource handler returned message:\n  "${reason}" (HandlerErrorCode:\n  ${code})`,
  );

const errors: readonly (readonly [Error, string])[] = [
  [named('CredentialsProviderError', 'Could not load credentials from any providers'), 'NoCredentials'],
  [named('ExpiredTokenException'), 'ExpiredCredentials'],
  [named('InvalidClientTokenId'), 'UnknownCredentials'],
  [named('AccessDeniedException'), 'AccessDenied'],
  [named('UnauthorizedOperation'), 'AccessDenied'],
  [named('ThrottlingException', 'Rate exceeded'), 'Throttled'],
  [named('VpcLimitExceeded'), 'QuotaReached'],
  [named('ResourceLimitExceeded'), 'QuotaReached'],
  [
    new Error('SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been bootstrapped?'),
    'NotBootstrapped',
  ],
  [named('ValidationError', 'Stack:arn is in UPDATE_IN_PROGRESS state and can not be updated.'), 'StackBusy'],
  [named('ValidationError', 'Stack:arn is in UPDATE_ROLLBACK_FAILED state and can not be updated.'), 'StackStuck'],
  [named('ToolkitError', 'the stack is in DELETE_FAILED'), 'StackNotDeleted'],
  [named('ToolkitError', "Resource with identifier 'acme' already exists."), 'AlreadyThere'],
  [ofResource('The maximum number of VPCs has been reached.', 'GeneralServiceException'), 'QuotaReached'],
  [ofResource('No more of these.', 'ServiceLimitExceeded'), 'QuotaReached'],
  [ofResource('Slow down.', 'Throttling'), 'Throttled'],
  [ofResource('Something of that name already\n  exists.', 'GeneralServiceException'), 'AlreadyThere'],
  [
    named(
      'DeploymentError',
      'Resource updates failed:\n  CloudFormation cannot update a stack when a custom-named resource requires replacing.\n\n   CloudTrail delivery can lag up to 15 minutes behind; re-run `cdk diagnose` (e.g. AccessDenied).',
    ),
    'CannotReplace',
  ],
  [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }), 'AwsUnreachable'],
  [named('SomethingElse'), 'AwsFailed'],
];

describe('what AWS refuses', () => {
  test.each(errors)('%s is %s', (error, code) => {
    expect(awsProblem(error, 'deploying acme', state)).toMatchObject({
      ...{ code, state },
      message: expect.stringContaining('deploying acme'),
    });
  });

  test('is known by its cause too, and a problem stays what it is', () => {
    expect(awsProblem(new Error('Deployment failed', { cause: named('AccessDenied') }), 'deploying', state).code).toBe(
      'AccessDenied',
    );
    const problem = new Problem({ code: 'WrongAccount', message: '', fix: '', whose: 'yours' });
    expect(awsProblem(new Error('outside', { cause: problem }), 'deploying', state)).toBe(problem);
  });

  const refusals = [
    ['expired', 'ExpiredCredentials'],
    ['unknown', 'UnknownCredentials'],
    ['denied', 'AccessDenied'],
  ] as const;
  test.each(refusals)('on the wire, credentials that are %s are %s', async (refuse, code) => {
    const { url, close } = await startSimulatedAccount({ refuse });
    const credentials = { accessKeyId: 'AKIDREHEARSAL', secretAccessKey: 'not-a-secret' };
    const client = new STSClient({ region: 'eu-central-1', endpoint: url, credentials });
    const error = await client.send(new GetCallerIdentityCommand({})).catch((refused: unknown) => refused);
    expect(awsProblem(error, 'asking', state).code).toBe(code);
    await close();
  });

  test('the session is not repeated, where AWS says what should have been signed', () => {
    const said =
      "does not match.\n\nThe Canonical String for this request should have been\n'x-amz-security-token:secret'";
    const { code, message } = awsProblem(named('SignatureDoesNotMatch', said), 'asking', state);
    expect({ code, message }).toEqual({
      code: 'UnknownCredentials',
      message: expect.stringMatching(/SignatureDoesNotMatch: does not match\.$/),
    });
  });

  test('a thing that is not there is told from a mistake', () => {
    expect(isNotFound(named('ResourceNotFound'))).toBe(true);
    expect(isNotFound(named('InvalidGroup.NotFound'))).toBe(true);
    expect(isNotFound(named('ValidationError', 'Stack with id acme does not exist'))).toBe(true);
    expect(isNotFound(named('ValidationError', 'No updates are to be performed.'))).toBe(false);
    expect(isNotFound(named('AccessDenied', 'User does not exist'))).toBe(false);
  });
});
