import { regionNamed } from '@atelier/aws-regions';
import type { AwsSettings } from '@atelier/core';
import { type Names, namesOf } from '../names.ts';
import { anyAccount, type Guarded } from './guardrail.ts';

/** Names of a workspace in the account that its templates are looked at for; null: the file says nothing of AWS. */
export function guardedNames({ workspace, account }: Guarded): (Names & { readonly aws: AwsSettings }) | null {
  const { name, aws } = workspace;
  if (aws === null) return null;
  const place = {
    partition: regionNamed(aws.region)?.partition ?? 'aws',
    region: aws.region,
    account: account ?? aws.account ?? anyAccount,
  };
  return { ...namesOf(name, place, aws.iam.rolePath), aws };
}
