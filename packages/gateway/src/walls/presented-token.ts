import type { IncomingHttpHeaders } from 'node:http';

/**
 * The token that the headers of a request carry, or undefined.
 *
 * As a bearer (MLflow, curl), as the password of basic authentication (MLflow), or as the session token of AWS
 * credentials (boto3), whose signature is not looked at. Nowhere else.
 */
export function presentedToken(headers: IncomingHttpHeaders): string | undefined {
  const [, scheme = '', value = ''] = /^(\S+) +(.+)$/.exec(headers.authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic':
      return /:(.*)$/s.exec(Buffer.from(value, 'base64').toString())?.[1];
    case 'aws4-hmac-sha256':
      return headers['x-amz-security-token']?.toString();
    default:
      return undefined;
  }
}
