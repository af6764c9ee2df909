import type { UntoldFailure } from './heard.ts';

type Kind = UntoldFailure['untold'];

/** Failures of AWS's clients that name nobody; the first that fits. */
const forms: readonly (readonly [RegExp, Kind])[] = [
  [/encoded authorization failure message/i, 'encoded'],
  [/ciphertext refers to a customer master key|access to kms is not allowed/i, 'key'],
  [
    /permission denied for (?:relation|schema|database|table|language|view|function|external)|InsufficientPrivilege/i,
    'database',
  ],
  [
    /ExpiredToken|token included in the request is (?:expired|invalid)|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|Unable to locate credentials|UnrecognizedClient|request has expired/i,
    'credentials',
  ],
  [
    /could not connect to the endpoint url|connect timeout on endpoint|read timeout on endpoint|EndpointConnectionError|ConnectTimeoutError|Name or service not known/i,
    'unreachable',
  ],
  [/API request to endpoint \/api\/2\.0\/mlflow\S* failed with error code 403/i, 'tracking'],
  [/not authorized to access this resource|is not authorized|not authorized to perform this operation/i, 'other'],
  [/access ?denied|\b403\b|Forbidden|UnauthorizedOperation/i, 'bare'],
];

/** What can be said of a failure that does not tell who was refused what; empty: the text tells of none. */
export function hearUntold(plain: string): readonly UntoldFailure[] {
  const found = forms.find(([form]) => form.test(plain));
  if (found === undefined) return [];
  const [, operation = null] = /when calling the ([A-Za-z0-9]{1,80}) operation/.exec(plain) ?? [];
  const [, other = null] = /operation error [A-Za-z0-9 ]{1,40}: ([A-Za-z0-9]{1,80}),/.exec(plain) ?? [];
  const [, host = null] = /https:\/\/([a-z0-9.-]{1,253})/i.exec(plain) ?? [];
  return [{ untold: found[1], operation: operation ?? other, host: found[1] === 'unreachable' ? host : null }];
}
