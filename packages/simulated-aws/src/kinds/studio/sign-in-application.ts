import { AwsFault } from '../../service/service.ts';
import {
  applicationType,
  assignmentType,
  instanceType,
  userType,
} from '../../services/identity-center/identity-types.ts';
import type { JsonMap, StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** Instance of an organisation that the account does not see. */
const elsewhere = { id: 'ssoins-0000000000000000', owner: '000000000000' };

/**
 * Makes the application of a domain that signs in through Identity Center, outside every stack: in the instance that the
 * account sees, or else in one that it does not see. Gives attributes of the domain.
 */
export function makeApplication(world: World, domain: string): JsonMap {
  const [instance] = world.resources.list(instanceType);
  const id = instance?.id.split('/').at(-1) ?? elsewhere.id;
  const owner = instance?.attributes.OwnerAccountId ?? elsewhere.owner;
  const number = world.newId('apl').replace(/^apl-0/, 'apl-');
  const SingleSignOnApplicationArn = `arn:${world.partition}:sso::${owner}:application/${id}/${number}`;
  world.resources.put({
    ...{ type: applicationType, id: SingleSignOnApplicationArn, properties: {}, attributes: {}, status: null },
    ...{ stack: null, logicalId: null, createdMs: world.clock.nowMs(), madeBy: domain },
  });
  return { SingleSignOnApplicationArn, SingleSignOnManagedApplicationInstanceId: number };
}

/** The application goes with its domain, and with it whom it lets in; that is assumed. */
export function removeApplication({ resources }: World, { attributes }: StoredResource): void {
  const arn = attributes.SingleSignOnApplicationArn;
  if (typeof arn !== 'string') return;
  for (const { id, properties } of resources.list(assignmentType))
    if (properties.ApplicationArn === arn) resources.remove(assignmentType, id);
  resources.remove(applicationType, arn);
}

/**
 * Refuses a profile of somebody whom the directory does not have (API Reference, CreateUserProfile); the words are assumed.
 * One who is not assigned is taken: CloudFormation's page says otherwise, and everybody who has tried says so (boto3 issue
 * 3180, aws-cdk issue 23627).
 *
 * @throws AwsFault
 */
export function checkInDirectory({ resources }: World, { SingleSignOnUserValue: name }: JsonMap): void {
  if (name === undefined || resources.list(instanceType).length === 0) return;
  if (resources.list(userType).some(({ properties }) => properties.UserName === name)) return;
  throw new AwsFault('ValidationException', `The user ${name} does not exist in the IAM Identity Center directory.`);
}
