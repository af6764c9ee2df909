import type { PlannedOutput } from '@atelier/aws';
import type { Person } from '@atelier/core';

/**
 * Text of the commands by which people are assigned to the application of a domain that signs in through Identity Center.
 *
 * A profile does not assign its person, and without it Studio refuses them (boto3 issue 3180). Whoever runs the commands has
 * rights to the instance, which a deployment has not; they may be run again. Empty: the domain signs in otherwise.
 */
export function assignmentText(people: readonly Person[], outputs: readonly PlannedOutput[]): string {
  const application = outputs.find(({ name }) => name === 'SignInApplicationArn')?.value ?? null;
  if (application === null || people.length === 0) return '';
  return [
    'Nobody gets in before they are assigned to the application in Identity Center; with rights to it, and as often as you like:\n',
    "store=$(aws sso-admin list-instances --query 'Instances[0].IdentityStoreId' --output text)\n",
    ...people.map(({ signInName }) => assignment(application, signInName)),
  ].join('');
}

function assignment(application: string, signInName: string): string {
  const unique = { AttributePath: 'userName', AttributeValue: signInName };
  const identifier = quoted(JSON.stringify({ UniqueAttribute: unique }));
  const user = `aws identitystore get-user-id --identity-store-id "$store" --query UserId --output text --alternate-identifier ${identifier}`;
  return `user=$(${user}) && aws sso-admin create-application-assignment --application-arn ${quoted(application)} --principal-type USER --principal-id "$user"\n`;
}

/** One word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
