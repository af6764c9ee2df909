import type { Refusal } from '@atelier/rehearsal';
import { describe, expect, test } from 'vitest';
import { pretendedAccount, problemOf, smallFile } from './pretended-account.ts';

interface Condition {
  readonly condition: string;
  readonly command: string;
  readonly refuse?: Refusal;
  readonly env?: NodeJS.ProcessEnv;
  readonly file?: string;
  readonly exit: number;
  readonly code: string;
  readonly says: RegExp;
  readonly fix: RegExp;
}

const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const another = smallFile.replace('eu-central-1', 'eu-central-1, account: "999999999999"');
const deploy = 'deploy --yes';
const destroy = 'destroy --yes';
const status = 'status --target aws';

const noCredentials = { exit: 1, code: 'NoCredentials', says: /there are no AWS credentials/, fix: /aws sso login/ };
const expired = { exit: 1, code: 'ExpiredCredentials', says: /have expired/, fix: /^Sign in again/ };
const wrongAccount = {
  ...{ exit: 1, code: 'WrongAccount', fix: /^Sign in to 999999999999/ },
  says: /those of the account 123456789012; the file says aws.account: "999999999999"/,
};
const noPlace = {
  ...{ exit: 1, code: 'NoAwsSettings', says: /acme has no `aws` section/, fix: /aws: \{ region: eu-central-1 \}/ },
  file: 'workspace: acme\n',
};

const conditions: readonly Condition[] = [
  { condition: 'no credentials', command: deploy, env: none, ...noCredentials },
  { condition: 'no credentials', command: destroy, env: none, ...noCredentials },
  { condition: 'no credentials', command: status, env: none, ...noCredentials },
  { condition: 'expired credentials', command: deploy, refuse: 'expired', ...expired },
  { condition: 'expired credentials', command: destroy, refuse: 'expired', ...expired },
  { condition: 'expired credentials', command: status, refuse: 'expired', ...expired },
  {
    ...{ condition: 'credentials that AWS does not know', command: destroy, refuse: 'unknown' },
    ...{ exit: 1, code: 'UnknownCredentials', says: /does not know these credentials/, fix: /keys or profile/ },
  },
  {
    ...{ condition: 'credentials without rights', command: destroy, refuse: 'denied' },
    ...{ exit: 1, code: 'AccessDenied', says: /denies access/, fix: /^Give the person or role/ },
  },
  { condition: "another account's credentials", command: deploy, file: another, ...wrongAccount },
  { condition: "another account's credentials", command: destroy, file: another, ...wrongAccount },
  { condition: "another account's credentials", command: status, file: another, ...wrongAccount },
  { condition: 'a file that says nothing of AWS', command: destroy, ...noPlace },
];

describe('what the credentials do not allow is refused, and nothing is changed', () => {
  test.each(conditions)('$command with $condition', async ({ command, refuse, env, file = smallFile, ...refused }) => {
    const account = await pretendedAccount(refuse === undefined ? {} : { refuse });
    account.write(file);
    const answer = await account.atelierHere([...command.split(' '), '--json'], env);
    const { code, message, fix, state } = problemOf(answer);
    expect({ exit: answer.code, code, state }).toEqual({
      exit: refused.exit,
      code: refused.code,
      state: 'Nothing was changed.',
    });
    expect(message).toMatch(refused.says);
    expect(fix).toMatch(refused.fix);
    expect(account.standIn.world.resources.list()).toEqual([]);
    await account.close();
  });

  test('a person reads what happened, one fix and the state', async () => {
    const account = await pretendedAccount({ refuse: 'expired' });
    account.write(smallFile);
    const { out, err } = await account.atelier(['status', '--target', 'aws']);
    expect(out).toBe('');
    expect(err).toMatch(
      /the AWS credentials have expired\. AWS says: .+\n-> Sign in again.+\nNothing was changed\.\n$/,
    );
    await account.close();
  });
});
