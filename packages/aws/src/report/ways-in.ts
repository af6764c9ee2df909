import { regionNamed } from '@atelier/aws-regions';
import type { Workspace } from '@atelier/core';
import { deliveriesOf } from '../access/deliveries.ts';
import { operatorArns } from '../layout/operators.ts';
import { namesOf } from '../names.ts';

/** Sentences on who gets through the perimeter from outside, and what they can do there. */
export function waysIn({ name, aws, projects }: Workspace): readonly string[] {
  if (aws === null) return [];
  const partition = regionNamed(aws.region)?.partition ?? 'aws';
  const place = { partition, region: aws.region, account: aws.account ?? 'ACCOUNT' };
  const operators = operatorArns(aws, namesOf(name, place, aws.iam.rolePath));
  const deliveries = projects.flatMap((project) => {
    const found = deliveriesOf(project);
    if (found === undefined) return [];
    const { roles, accounts, folder, organization } = found;
    const senders = [...roles, ...accounts.map((account) => `account ${account}`)].join(', ');
    const where = organization === undefined ? '' : `, in the organization ${organization}`;
    return [`Senders put files below ${folder}/ of ${project.name}, and do nothing else${where}: ${senders}.`];
  });
  if (projects.length === 0) return deliveries;
  return [`Operators list and delete in buckets, and read and write nothing: ${operators.join(', ')}.`, ...deliveries];
}
