import { s3PrefixListRegions } from '@atelier/constructs';
import type { AwsWorkspace } from '../stacks/ground.ts';
import type { PreflightFinding } from './preflight-finding.ts';

/** A network may be open to S3 alone only where the list of S3's addresses is known, or in the file. */
export function checkPrefixList({ aws: { region }, network }: AwsWorkspace): readonly PreflightFinding[] {
  if (network.s3PrefixList !== null || s3PrefixListRegions.includes(region)) return [];
  const name = `com.amazonaws.${region}.s3`;
  const message = `The list of S3's addresses in ${region} is not known. It is for ${s3PrefixListRegions.join(', ')}.`;
  const command = `aws ec2 describe-managed-prefix-lists --region ${region} --filters Name=prefix-list-name,Values=${name}`;
  const fix = `Add network.s3PrefixList, the PrefixListId that "${command}" prints.`;
  return [{ code: 'UnknownPrefixList', setting: 'network.s3PrefixList', message, fix }];
}
