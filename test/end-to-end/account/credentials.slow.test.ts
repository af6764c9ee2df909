import type { Refusal } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { operatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

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
const deploy = 'deploy --yes --account 123456789012';
const destroy = 'destroy --yes --account 123456789012';
const status = 'status --target aws';

const noCredentials = { exit: 1, code: 'NoCredentials', says: /there are no AWS credentials/, fix: /aws sso login/ };
const expired = { exit: 1, code: 'ExpiredCredentials', says: /have expired/, fix: /^Sign in again/ };
const wrongAccount = {
  ...{ exit: 1, code: 'WrongAccount', fix: /^Sign in to 999999999999/ },
  says: /those of the account 123456789012; the file or --account names "999999999999"/,
};
const noAccount = {
  ...{
    exit: 1,
    code: 'NoAccountNamed',
    fix: /give --account 123456789012, or write account: "123456789012" into the file/,
  },
  says: /Neither the file nor --account names the account; the credentials are those of 123456789012/,
};
const twoAccounts = {
  ...{ exit: 1, code: 'AccountsDiffer', fix: /^Correct the one that is wrong/ },
  says: /--account is "123456789012", and the file says aws.account: "999999999999"/,
};
const noNumber = {
  exit: 1,
  code: 'NotAnAccount',
  says: /--account is "(1234|acme)"; an account is 12 digits/,
  fix: /^Give 12/,
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
  { condition: "another account's credentials", command: 'deploy --yes', file: another, ...wrongAccount },
  { condition: "another account's credentials", command: 'destroy --yes', file: another, ...wrongAccount },
  { condition: "another account's credentials", command: 'destroy', file: another, ...wrongAccount },
  { condition: "another account's credentials", command: 'deploy --account 999999999999', ...wrongAccount },
  { condition: 'no account named', command: 'deploy', ...noAccount },
  { condition: 'no account named', command: 'deploy --yes', ...noAccount },
  { condition: 'no account named', command: 'destroy --yes', ...noAccount },
  { condition: 'two accounts named', command: deploy, file: another, ...twoAccounts },
  { condition: 'two accounts named', command: destroy, file: another, ...twoAccounts },
  { condition: 'half an account', command: 'deploy --account 1234', ...noNumber },
  { condition: 'an account in letters', command: 'destroy --account acme', ...noNumber },
  { condition: "another account's credentials", command: status, file: another, ...wrongAccount },
  { condition: 'a file that says nothing of AWS', command: destroy, ...noPlace },
];

describe('what the credentials do not allow is refused, and nothing is changed', () => {
  test.each(conditions)('$command with $condition', async ({ command, refuse, env, file = smallFile, ...refused }) => {
    const account = await operatorDesk(refuse === undefined ? {} : { refuse });
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
    expect(account.simulated.world.resources.list()).toEqual([]);
    await account.close();
  });

  test('somebody who is asked reads the account in the question, and need not name it to destroy', async () => {
    const account = await operatorDesk();
    account.write(smallFile);
    expect(await account.atelierHere(['deploy', ...yes])).toMatchObject({ code: 0 });
    const asked: string[] = [];
    const { code, err } = await account.atelierAsking(['destroy'], async (question) => {
      asked.push(question);
      return 'no';
    });
    expect({ code, err, asked }).toMatchObject({ code: 130, asked: ['Destroy acme? Type yes: '] });
    expect(err).toMatch(/^From 123456789012 in eu-central-1:/);
    await account.close();
  });

  test('the account that a command names changes no template', async () => {
    const account = await operatorDesk();
    account.write(smallFile);
    expect(await account.atelierHere(['deploy', ...yes])).toMatchObject({ code: 0 });
    const stack = account.simulated.world.stacks.find(({ name }) => name === 'acme-project-sales');
    expect(stack?.request.text).toContain('{"Ref":"AWS::AccountId"}');
    expect(stack?.request.text).not.toContain('123456789012');
    await account.close();
  });

  test('a person reads what happened, one fix and the state', async () => {
    const account = await operatorDesk({ refuse: 'expired' });
    account.write(smallFile);
    const { out, err } = await account.atelier(['status', '--target', 'aws']);
    expect(out).toBe('');
    expect(err).toMatch(
      /the AWS credentials have expired\. AWS says: .+\n-> Sign in again.+\nNothing was changed\.\n$/,
    );
    await account.close();
  });
});
