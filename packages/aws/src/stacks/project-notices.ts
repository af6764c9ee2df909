import { createHash } from 'node:crypto';
import { SpendingBudget } from '@atelier/constructs';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { projectTag } from '../access/policy-ground.ts';
import { piecesOf } from './ground.ts';
import type { ProjectGround } from './project-stack.ts';

/** Who hears of waiting approvals and of money, and from which amount on. */
export function projectNotices(parts: ProjectGround): void {
  const { stack, plan, names, project } = parts;
  const mine = (candidate: { project: { name: string } }) => candidate.project.name === project.name;
  if (piecesOf(plan, 'notices').some(mine)) noticeTopic(parts);
  for (const { monthlyUsd } of piecesOf(plan, 'project-budget').filter(mine)) {
    new SpendingBudget(stack, 'Budget', {
      budgetName: names.budget(project.name),
      monthlyUsd,
      tag: { key: projectTag, value: project.name },
      emails: project.notify,
    });
  }
}

function noticeTopic({ stack, names, project, key }: ProjectGround): void {
  const topic = new CfnTopic(stack, 'Notices', {
    topicName: names.noticeTopic(project.name),
    kmsMasterKeyId: key.keyArn,
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
}

/** Of the address, so that a change of the list leaves the others as they are: nobody has to confirm anew. */
function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 8);
}
