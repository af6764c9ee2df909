import { execFileSync } from 'node:child_process';
import type { Assignments } from '@atelier/aws-account';
import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { assignmentText } from '../../src/text/assignment-text.ts';

const arn = 'arn:aws:sso::111122223333:application/ssoins-1/apl-1';
const output = { stack: 'acme-foundation', name: 'SignInApplicationArn', value: arn, description: 'Application' };
const nothing: Assignments = { letIn: [], assigned: [], released: [], notAssigned: [], notReleased: [] };

function because(code: string, message = 'AWS says: AccessDeniedException: no') {
  return new Problem({ code, message, fix: 'Ask for it.', whose: 'yours', state: 'The rest is deployed.' });
}

const refused = (...names: readonly string[]) =>
  names.map((signInName) => ({ signInName, problem: because('AccessDenied') }));

function textOf(assignments: Partial<Assignments>): string {
  return assignmentText({ ...nothing, ...assignments }, [output]);
}

/** What a shell calls `aws` with when it runs the commands of a text. */
function calls(text: string): string[][] {
  const commands = text.slice(text.indexOf('\nstore=') + 1);
  const script = `aws() { printf '%s\\037' "$@" >&2; printf '\\036' >&2; echo answer; }\n${commands}`;
  const written = execFileSync('bash', ['-c', `exec 2>&1 1>/dev/null\n${script}`], { encoding: 'utf8' });
  return written.split('\u001e').flatMap((call) => (call === '' ? [] : [call.split('\u001f').slice(0, -1)]));
}

const names = ['july@example.com', "Carla.O'Neil@corp.example", 'CORP\\dave', '$(id)', '`id`', '";aws;"'];

describe('the commands', () => {
  test.each(names)('assign the user %s, as a shell reads it, in the instance of the application', (name) => {
    const [list, get, create, ...more] = calls(textOf({ notAssigned: refused(name) }));
    expect(list).toEqual(expect.arrayContaining(['sso-admin', 'list-instances']));
    expect(list?.join(' ')).toContain("[?InstanceArn=='arn:aws:sso:::instance/ssoins-1'].IdentityStoreId");
    const identifier = get?.[(get?.indexOf('--alternate-identifier') ?? 0) + 1] ?? '';
    expect(JSON.parse(identifier)).toEqual({ UniqueAttribute: { AttributePath: 'userName', AttributeValue: name } });
    const principal = ['--principal-type', 'USER', '--principal-id', 'answer'];
    expect(create?.slice(1)).toEqual(['create-application-assignment', '--application-arn', arn, ...principal]);
    expect(more).toEqual([]);
  });

  test.each(names)('release the user %s', (name) => {
    const [, , remove] = calls(textOf({ notReleased: refused(name) }));
    expect(remove?.[1]).toBe('delete-application-assignment');
  });

  test.each(['NotInDirectory', 'OtherIdentityCenter'])('assign nobody where the reason is %s', (code) => {
    const text = textOf({ notAssigned: [{ signInName: 'july', problem: because(code) }] });
    expect(text).toContain(code);
    expect(text).not.toContain('aws sso-admin');
  });
});

test('who is let in and who no longer is stands there by name, and no commands', () => {
  expect(textOf({ assigned: ['july', 'john'], released: ['eve'] })).toBe(
    'Assigned in Identity Center, and let in: july, john.\nNo longer in the file, and no longer let in: eve.\n',
  );
});

test('each reason stands there once, in a line, with all whom it concerns', () => {
  const other = { signInName: 'eve\nwarning', problem: because('Throttled', 'wait\na minute') };
  const lines = textOf({ notAssigned: [...refused('july', 'john'), other] })
    .split('\n')
    .filter((line) => line.startsWith('warning'));
  expect(lines).toEqual([
    'warning: not assigned in Identity Center: july, john. AccessDenied: AWS says: AccessDeniedException: no Ask for it.',
    'warning: not assigned in Identity Center: eve\\nwarning. Throttled: wait\\na minute Ask for it.',
  ]);
});

test('says nothing where people sign in otherwise', () => {
  expect(assignmentText(null, [])).toBe('');
});
