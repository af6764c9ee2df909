import { execFileSync } from 'node:child_process';
import type { Person } from '@atelier/core';
import { expect, test } from 'vitest';
import { assignmentText } from '../../src/text/assignment-text.ts';

const arn = 'arn:aws:sso::111122223333:application/ssoins-1/apl-1';
const output = { stack: 'acme-foundation', name: 'SignInApplicationArn', value: arn, description: 'Application' };
const person = (signInName: string): Person => ({ name: 'a', profile: 'a', role: 'viewer', signInName });

/** What a shell calls `aws` with when it runs the text. */
function calls(text: string): string[][] {
  const commands = text.slice(text.indexOf('\n') + 1);
  const script = `aws() { printf '%s\\037' "$@" >&2; printf '\\036' >&2; echo answer; }\n${commands}`;
  const written = execFileSync('bash', ['-c', `exec 2>&1 1>/dev/null\n${script}`], { encoding: 'utf8' });
  return written.split('\u001e').flatMap((call) => (call === '' ? [] : [call.split('\u001f').slice(0, -1)]));
}

test.each(['july@example.com', "Carla.O'Neil@corp.example", 'CORP\\dave', '$(id)', '`id`', '";aws;"'])(
  'assigns the user %s, as a shell reads it',
  (name) => {
    const [list, get, create, ...more] = calls(assignmentText([person(name)], [output]));
    expect(list?.slice(0, 2)).toEqual(['sso-admin', 'list-instances']);
    const identifier = get?.[(get?.indexOf('--alternate-identifier') ?? 0) + 1] ?? '';
    expect(JSON.parse(identifier)).toEqual({ UniqueAttribute: { AttributePath: 'userName', AttributeValue: name } });
    expect(create?.slice(1)).toEqual([
      'create-application-assignment',
      '--application-arn',
      arn,
      '--principal-type',
      'USER',
      '--principal-id',
      'answer',
    ]);
    expect(more).toEqual([]);
  },
);

test('says nothing where people sign in otherwise', () => {
  expect(assignmentText([person('july')], [])).toBe('');
});
