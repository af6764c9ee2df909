import { Problem, type ProblemDetails } from '@atelier/problem';

type Details = Omit<ProblemDetails, 'message'>;

interface Meaning {
  /** Names that AWS and its SDK give to errors. */
  readonly names: RegExp;
  /** Said in the message of an error whose name says little. */
  readonly words?: RegExp;
  readonly happened: string;
  readonly details: Details;
}

const again = 'Run it again: what is done stays done, and it goes on from there.';

/** In the order in which they are tried: words of one message can fit several. */
const meanings: readonly Meaning[] = [
  {
    names: /^(CredentialsProviderError|NoCredentials|MissingAuthenticationToken\w*)$/,
    words: /could not load credentials|unable to resolve AWS account|need to perform AWS calls.*no credentials/i,
    happened: 'there are no AWS credentials',
    details: {
      code: 'NoCredentials',
      fix: 'Sign in with aws sso login, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
      whose: 'yours',
    },
  },
  {
    names: /^(ExpiredToken\w*|RequestExpired|TokenRefreshRequired|SSOTokenProviderFailure)$/,
    words: /(token|credentials|session)\b.{0,60}\b(has|have|is|are) expired|ExpiredToken/i,
    happened: 'the AWS credentials have expired',
    details: { code: 'ExpiredCredentials', fix: `Sign in again, such as with aws sso login. ${again}`, whose: 'yours' },
  },
  {
    names: /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure)$/,
    words: /security token included in the request is invalid/i,
    happened: 'AWS does not know these credentials',
    details: {
      code: 'UnknownCredentials',
      fix: 'Check which keys or profile are set, and sign in again.',
      whose: 'yours',
    },
  },
  {
    names: /^(AccessDenied\w*|UnauthorizedOperation|Forbidden|NotAuthorized\w*)$/,
    words: /is not authorized to perform|AccessDenied/,
    happened: 'AWS denies access',
    details: {
      code: 'AccessDenied',
      fix: `Give the person or role the action that is named, or sign in as somebody who has it. ${again}`,
      whose: 'yours',
    },
  },
  {
    names: /^(Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|RequestThrottled\w*)$/,
    words: /rate exceeded/i,
    happened: 'AWS asks to slow down, also after several tries',
    details: { code: 'Throttled', fix: `Wait a minute. ${again}`, whose: 'machine' },
  },
  {
    names: /^(ServiceQuotaExceeded\w*|ResourceLimitExceeded\w*|LimitExceeded\w*|\w+LimitExceeded)$/,
    words: /quota|limit (has been |was )?(exceeded|reached)|maximum number of .+ reached/i,
    happened: 'a quota of the account is used up',
    details: {
      code: 'QuotaReached',
      fix: `Ask for more in Service Quotas, or remove what is not needed. ${again}`,
      whose: 'yours',
    },
  },
  {
    names: /^BootstrapVersionNotFound$/,
    words: /has the environment been bootstrapped|requires bootstrap stack version|is not bootstrapped/i,
    happened: 'the account lacks what the CDK deploys with, or has too old a version of it',
    details: {
      code: 'NotBootstrapped',
      fix: `Run cdk bootstrap for this account and region. ${again}`,
      whose: 'yours',
    },
  },
  {
    names: /^(InvalidChangeSetStatus\w*|OperationInProgress\w*)$/,
    words: /\b(is|currently) in \w*_IN_PROGRESS\b|\w_IN_PROGRESS state|another (deployment|operation).*in progress/i,
    happened: 'somebody else is changing a stack at this moment',
    details: { code: 'StackBusy', fix: 'Wait until the other deployment is over, then run it again.', whose: 'yours' },
  },
  {
    names: /^$/,
    words: /(is in|in state|is in state|status:?) (UPDATE_ROLLBACK_FAILED|ROLLBACK_FAILED)/,
    happened: 'a stack is stuck between two states',
    details: {
      code: 'StackStuck',
      fix: `Mend what its events name, then run aws cloudformation continue-update-rollback for it. ${again}`,
      whose: 'machine',
    },
  },
  {
    names: /^$/,
    words: /DELETE_FAILED/,
    happened: 'a stack could not be deleted',
    details: {
      code: 'StackNotDeleted',
      fix: `See in its events what holds it, and remove that. ${again}`,
      whose: 'machine',
    },
  },
  {
    names: /^$/,
    words: /custom-named resource requires replacing/i,
    happened: 'a change would make something anew under a name that what is there has',
    details: {
      code: 'CannotReplace',
      fix: 'Undo that change of the file, or give what AWS names another name in it, then run it again.',
      whose: 'yours',
    },
  },
  {
    names: /^(AlreadyExists\w*|BucketAlready\w*|EntityAlreadyExists\w*|ResourceAlreadyExists\w*)$/,
    words: /already exists/i,
    happened: 'something of that name is there already and belongs to no stack of this workspace',
    details: {
      code: 'AlreadyThere',
      fix: `Remove or rename what AWS names, if nobody needs it as it is. ${again}`,
      whose: 'yours',
    },
  },
  {
    names: /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|TimeoutError|RequestTimeout\w*|NetworkingError)$/,
    words: /socket hang up|getaddrinfo|connect E[A-Z]+/,
    happened: 'AWS could not be reached',
    details: { code: 'AwsUnreachable', fix: `Check the connection and the region's name. ${again}`, whose: 'machine' },
  },
];

const unexpected: Details = { code: 'AwsFailed', fix: `See what AWS says. ${again}`, whose: 'machine' };

/**
 * A refusal by AWS, its SDK or the CDK's toolkit, as a problem for whoever ran a command.
 *
 * @param doing what was being done, such as `deploying acme`
 * @param state what things are like now
 * @returns the error itself when it is a problem already
 */
export function awsProblem(error: unknown, doing: string, state: string): Problem {
  const causes = causesOf(error);
  const known = causes.find((cause) => cause instanceof Problem);
  if (known instanceof Problem) return known;
  const meaning =
    meanings.find(({ names }) => causes.some((cause) => namesOf(cause).some((name) => names.test(name)))) ??
    meanings.find(({ words }) => causes.some((cause) => words?.test(oneLine(cause))));
  const happened = meaning?.happened ?? 'AWS did not do it';
  const message = `While ${doing}, ${happened}. ${saying(causes)}`;
  return new Problem({ ...(meaning?.details ?? unexpected), message, state }, error);
}

/** The error and all that it was caused by, outermost first. */
function causesOf(error: unknown): readonly Error[] {
  if (!(error instanceof Error)) return [new Error(String(error))];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].filter((cause) => cause instanceof Error).flatMap(causesOf)];
}

/** Also those that CloudFormation repeats of the service that failed a resource. */
function namesOf(error: Error): readonly string[] {
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const ofResources = [...oneLine(error).matchAll(/HandlerErrorCode: (\w+)/g)].flatMap(([, name]) => name ?? []);
  return [error.name, ...code, ...ofResources];
}

/** The CDK breaks long messages into lines. */
function oneLine(error: Error): string {
  return saidBy(error).replaceAll(/\s+/g, ' ');
}

function saying(causes: readonly Error[]): string {
  const [error] = causes.toReversed().filter(({ message }) => message !== '');
  return error === undefined ? 'AWS gave no reason.' : `AWS says: ${error.name}: ${saidBy(error)}`;
}

/**
 * A message without what AWS repeats of a request whose signature is wrong, as the session's token is in it, and without
 * the CDK's advice on its own command line, which names errors that may not have been.
 */
function saidBy({ message }: Error): string {
  return message
    .replace(/The\s+Canonical\s+String\s[\s\S]*$/i, '')
    .replace(/\s+CloudTrail\s+delivery\s+can\s+lag[\s\S]*$/, '')
    .trim();
}
