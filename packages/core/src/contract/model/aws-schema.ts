import * as z from 'zod';
import type { AwsSettings } from '../../model/aws-settings.ts';
import { schemaOf } from '../schema-of.ts';

const perhaps = z.string().nullable();

/** Schema of the settings that a deployment needs beyond the workspace itself, with every default filled in. */
export const awsSchema = schemaOf<AwsSettings>()(
  z.strictObject({
    region: z.string(),
    account: perhaps,
    tags: z.record(z.string(), z.string()),
    operators: z.array(z.string()).nullable(),
    iam: z.strictObject({ rolePath: z.string(), permissionsBoundary: perhaps }),
    synthesizer: z.strictObject({
      qualifier: perhaps,
      cloudFormationExecutionRole: perhaps,
      deployRoleArn: perhaps,
      fileAssetPublishingRoleArn: perhaps,
      imageAssetPublishingRoleArn: perhaps,
      lookupRoleArn: perhaps,
    }),
    catalog: z
      .strictObject({ principals: z.array(z.string()), serviceRoles: z.enum(['existing', 'create']) })
      .nullable(),
  }),
);
