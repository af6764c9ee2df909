import type { PlannedOutput } from '@atelier/aws';
import type { Assignments, NotDone } from '@atelier/aws-account';
import { oneLine, shellWord } from '@atelier/problem';

/**
 * Text of who is let in through Identity Center, and who is not: why, and the commands for somebody with the rights, which
 * may be run again. Empty: people sign in otherwise.
 */
export function assignmentText(assignments: Assignments | null, outputs: readonly PlannedOutput[]): string {
  const application = outputs.find(({ name }) => name === 'SignInApplicationArn')?.value ?? null;
  if (assignments === null || application === null) return '';
  const { assigned, released, notAssigned, notReleased } = assignments;
  return [
    assigned.length === 0 ? '' : `Assigned in Identity Center, and let in: ${listed(assigned)}.\n`,
    released.length === 0 ? '' : `No longer in the file, and no longer let in: ${listed(released)}.\n`,
    ...reasons('not assigned in Identity Center', notAssigned),
    ...reasons('no longer in the file, but still assigned', notReleased),
    commandsText(application, 'create', unassigned(notAssigned)),
    commandsText(application, 'delete', notReleased),
  ].join('');
}

/** Each reason once, with all whom it concerns. */
function reasons(what: string, notDone: readonly NotDone[]): readonly string[] {
  const groups = Map.groupBy(notDone, ({ problem }) => `${problem.code}: ${problem.message} ${problem.fix}`);
  return [...groups].map(
    ([why, those]) =>
      `warning: ${oneLine(`${what}: ${those.map(({ signInName }) => signInName).join(', ')}. ${why}`)}\n`,
  );
}

/** What nobody should do in our place: assign somebody who is not in the directory, or is in another than the file's. */
const notForOthers = ['NotInDirectory', 'OtherIdentityCenter'];

function unassigned(notDone: readonly NotDone[]): readonly NotDone[] {
  return notDone.filter(({ problem }) => !notForOthers.includes(problem.code));
}

function commandsText(application: string, verb: 'create' | 'delete', whom: readonly NotDone[]): string {
  if (whom.length === 0) return '';
  const instance = application.replace(/^arn:([^:]+):sso::[^:]*:application\/([^/]+)\/.*$/, 'arn:$1:sso:::instance/$2');
  const query = shellWord(`Instances[?InstanceArn=='${instance}'].IdentityStoreId | [0]`);
  return [
    'With rights to the instance, and as often as you like:\n',
    `store=$(aws sso-admin list-instances --query ${query} --output text)\n`,
    ...whom.map(({ signInName }) => commandText({ application, verb, signInName })),
  ].join('');
}

interface Command {
  readonly application: string;
  readonly verb: 'create' | 'delete';
  readonly signInName: string;
}

function commandText({ application, verb, signInName }: Command): string {
  const unique = { AttributePath: 'userName', AttributeValue: signInName };
  const identifier = shellWord(JSON.stringify({ UniqueAttribute: unique }));
  const user = `aws identitystore get-user-id --identity-store-id "$store" --query UserId --output text --alternate-identifier ${identifier}`;
  return `user=$(${user}) && aws sso-admin ${verb}-application-assignment --application-arn ${shellWord(application)} --principal-type USER --principal-id "$user"\n`;
}

function listed(names: readonly string[]): string {
  return names.map(oneLine).join(', ');
}
