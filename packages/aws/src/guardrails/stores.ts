import type { EvaluatedResource } from '@atelier/cloudformation';
import { type AskedPolicy, askedPolicy, decide } from '@atelier/proofs/policy';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/**
 * Every bucket has a policy, keeps the versions of what is overwritten, and belongs to the account whoever writes into it;
 * each but the one for logs tells there who asked it. Notices are told over TLS.
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
  return [
    ...plainTopics(all),
    ...buckets.flatMap((bucket) => [
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
    ]),
  ];
}

/** Topics that take a notice in the clear, whoever sends it. */
function plainTopics(all: readonly EvaluatedResource[]): GuardrailFinding[] {
  const policies = all.filter(({ type }) => type === 'AWS::SNS::TopicPolicy');
  return all
    .filter(({ type }) => type === 'AWS::SNS::Topic')
    .filter((topic) => {
      const arn = `⟨${topic.stack}/${topic.logicalId}⟩`;
      const own = policies.filter(({ properties }) => [properties.Topics ?? []].flat().map(String).includes(arn));
      return !own.some(({ logicalId, properties }) =>
        refusesPlain(askedPolicy(logicalId, properties.PolicyDocument ?? {}), arn),
      );
    })
    .map((topic) =>
      failure(placeOf(topic), 'This topic takes notices in the clear', 'Deny sns:Publish without aws:SecureTransport.'),
    );
}

function refusesPlain(policy: AskedPolicy, resource: string): boolean {
  const arn = 'arn:aws:sts::000000000007:assumed-role/zq7/zq7';
  const caller = { kind: 'session', arn, role: 'arn:aws:iam::000000000007:role/zq7', account: '000000000007' } as const;
  const context = { 'aws:securetransport': 'false' };
  const request = { caller, action: 'sns:Publish', resource, account: '000000000007', context };
  return decide(request, { identity: [], resource: policy }).verdict === 'denied';
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
