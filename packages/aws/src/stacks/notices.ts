import { createHash } from 'node:crypto';
import type { PieceOf } from '@atelier/core';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { type Built, made, type Site } from './builder.ts';

/** Who hears of waiting approvals. */
export function buildNotices({ project }: PieceOf<'notices'>, { stack, names, needed }: Site): Built<'notices'> {
  const topic = new CfnTopic(stack, 'Notices', {
    topicName: names.noticeTopic(project.name),
    kmsMasterKeyId: needed('key').keyArn,
  });
  new CfnTopicPolicy(stack, 'NoticesPolicy', {
    topics: [topic.ref],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topic.ref,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
  for (const endpoint of project.notify) {
    new CfnSubscription(stack, `Notice${digestOf(endpoint)}`, { topicArn: topic.ref, protocol: 'email', endpoint });
  }
  return made;
}

/** Of the address, so that a change of the list leaves the others as they are: nobody has to confirm anew. */
function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 8);
}
