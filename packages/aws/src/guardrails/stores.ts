import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/**
 * Every bucket has a policy, keeps the versions of what is overwritten, and belongs to the account whoever writes into it;
 * each but the one for logs tells there who asked it.
 */
export function checkStores({ evaluated }: Guarded): GuardrailFinding[] {
  const all = evaluated.flatMap(({ resources }) => resources);
  const buckets = all.filter(({ type }) => type === 'AWS::S3::Bucket');
  const logs = new Set(
    buckets.map(({ properties }) => String(valueAt(properties, 'LoggingConfiguration.DestinationBucketName'))),
  );
  const policed = new Set(
    all.flatMap(({ type, properties }) => (type === 'AWS::S3::BucketPolicy' ? [String(properties.Bucket)] : [])),
  );
  return buckets.flatMap((bucket) => [
    ...lacking(bucket),
    ...(policed.has(`⟨${bucket.stack}/${bucket.logicalId}⟩`) || policed.has(String(bucket.properties.BucketName))
      ? []
      : [
          failure(
            placeOf(bucket),
            'This bucket has no policy: whoever has the rights reaches it from anywhere',
            'Give it one.',
          ),
        ]),
    ...(bucket.properties.LoggingConfiguration === undefined && !logs.has(String(bucket.properties.BucketName))
      ? [
          failure(
            placeOf(bucket),
            'Nobody knows who asked this bucket for what: it keeps no access log',
            'Set LoggingConfiguration.',
          ),
        ]
      : []),
  ]);
}

const wanted = [['VersioningConfiguration.Status', 'Enabled', 'what is overwritten or deleted is gone']] as const;

function lacking(bucket: EvaluatedResource): GuardrailFinding[] {
  return wanted.flatMap(([path, value, otherwise]) => {
    const given = valueAt(bucket.properties, path);
    if (given === value) return [];
    const message = `${path} is ${String(given ?? 'not given')}, so that ${otherwise}`;
    return [failure({ ...placeOf(bucket), path: `Properties.${path}` }, message, `Set it to ${value}.`)];
  });
}

function placeOf({ stack, logicalId }: EvaluatedResource) {
  return { stack, resource: logicalId };
}
