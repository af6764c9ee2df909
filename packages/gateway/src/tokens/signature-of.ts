import { createHash, createHmac } from 'node:crypto';
import type { SignatureHead } from './signature-head.ts';

/**
 * The signature that a secret gives a request. Source: AWS, "Create a signed AWS API request", steps 2 to 4.
 *
 * @param moment as the header `x-amz-date` has it
 */
export function signatureOf(
  secretAccessKey: string,
  { day, region, service }: Pick<SignatureHead, 'day' | 'region' | 'service'>,
  moment: string,
  canonical: string,
): Buffer {
  const digest = createHash('sha256').update(canonical, 'latin1').digest('hex');
  const toSign = `AWS4-HMAC-SHA256\n${moment}\n${day}/${region}/${service}/aws4_request\n${digest}`;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createHmac('sha256', key).update(toSign).digest();
}
