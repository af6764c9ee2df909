import { AwsFault, type Service } from '../service/service.ts';

/** Faults that any service may answer with, whatever the call. */
export type StandardFault = 'throttle' | 'server' | 'denied' | 'no-credentials' | 'expired' | 'unknown';

type Words = readonly [code: string, status: number];

const wordsOf: Readonly<Record<StandardFault, Readonly<Record<Service['protocol'], Words>>>> = {
  throttle: {
    query: ['Throttling', 400],
    ec2: ['RequestLimitExceeded', 503],
    json: ['ThrottlingException', 400],
    'rest-json': ['ThrottlingException', 429],
    'rest-xml': ['SlowDown', 503],
  },
  server: {
    query: ['InternalFailure', 500],
    ec2: ['InternalError', 500],
    json: ['InternalFailure', 500],
    'rest-json': ['InternalServerError', 500],
    'rest-xml': ['InternalError', 500],
  },
  denied: {
    query: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
    json: ['AccessDeniedException', 400],
    'rest-json': ['AccessDeniedException', 403],
    'rest-xml': ['AccessDenied', 403],
  },
  'no-credentials': {
    query: ['MissingAuthenticationToken', 403],
    ec2: ['MissingAuthenticationToken', 403],
    json: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    'rest-xml': ['AccessDenied', 403],
  },
  expired: {
    query: ['ExpiredToken', 403],
    ec2: ['RequestExpired', 400],
    json: ['ExpiredTokenException', 400],
    'rest-json': ['ExpiredTokenException', 403],
    'rest-xml': ['ExpiredToken', 400],
  },
  unknown: {
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidAccessKeyId', 403],
  },
};

const messageOf: Readonly<Record<StandardFault, string>> = {
  throttle: 'Rate exceeded',
  server: 'An internal error occurred',
  denied: 'The caller is not authorized to perform this action',
  'no-credentials': 'Request is missing Authentication Token',
  expired: 'The security token included in the request is expired',
  unknown: 'The security token included in the request is invalid',
};

/** The fault in the words of services of a protocol. */
export function standardFault(kind: StandardFault, protocol: Service['protocol']): AwsFault {
  const [code, status] = wordsOf[kind][protocol];
  return new AwsFault(code, messageOf[kind], status);
}
