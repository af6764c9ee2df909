import { DefaultStackSynthesizer } from 'aws-cdk-lib';

/** Where the CDK finds its bootstrap; what is null or left out is as the CDK has it. */
export interface SynthesizerInputs {
  readonly qualifier?: string | null;
  readonly cloudFormationExecutionRole?: string | null;
  readonly deployRoleArn?: string | null;
  readonly fileAssetPublishingRoleArn?: string | null;
  readonly imageAssetPublishingRoleArn?: string | null;
  readonly lookupRoleArn?: string | null;
}

/** A synthesizer for these inputs; undefined when none is given, so that the app's own stays. */
export function synthesizerFor(inputs: SynthesizerInputs): DefaultStackSynthesizer | undefined {
  const given = Object.entries(inputs).filter(([, value]) => value !== null && value !== undefined);
  return given.length === 0 ? undefined : new DefaultStackSynthesizer(Object.fromEntries(given));
}
