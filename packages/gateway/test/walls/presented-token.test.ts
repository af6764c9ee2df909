import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newToken, presentedToken, writeToken } from '../../src/door/door-token.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a token', () => {
  test('has 256 bits, and is another one each time', () => {
    const [first, second] = [newToken(), newToken()];
    expect(Buffer.from(first.text, 'base64url')).toHaveLength(32);
    expect(first.text).not.toBe(second.text);
    expect(first.matches(second.text)).toBe(false);
    expect(first.matches(first.text)).toBe(true);
  });

  test.each([
    ['a bearer', { authorization: 'Bearer t' }],
    ['a bearer in small letters', { authorization: 'bearer t' }],
    ['the password of any user', { authorization: basic('somebody:t') }],
    [
      'the session token of AWS credentials',
      { authorization: 'AWS4-HMAC-SHA256 Credential=x', 'x-amz-security-token': 't' },
    ],
  ])('is read from %s', (_, headers) => {
    expect(presentedToken(headers)).toBe('t');
  });

  test.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Token t' }],
    ['no scheme', { authorization: 't' }],
    ['a user without password', { authorization: basic('t') }],
    ['a session token without a signature', { 'x-amz-security-token': 't' }],
    ['a session token beside a bearer that is empty', { authorization: 'Bearer', 'x-amz-security-token': 't' }],
    ['a cookie', { cookie: 'token=t' }],
    ['the header for proxies', { 'proxy-authorization': 'Bearer t' }],
  ])('is not read from %s', (_, headers) => {
    expect(presentedToken(headers)).toBeUndefined();
  });
});

describe('written down', () => {
  test('it is in two files that its owner alone may read, whatever was there before', () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    writeFileSync(join(folder, 'token'), 'old', { mode: 0o644 });
    writeFileSync(join(folder, 'token.new'), 'left by a killed supervisor', { mode: 0o644 });
    const token = newToken();
    const { tokenFile, headerFile, remove } = writeToken(token, join(folder, 'token'));
    expect(readFileSync(tokenFile, 'utf8')).toBe(token.text);
    expect(readFileSync(headerFile, 'utf8')).toBe(`Authorization: Bearer ${token.text}\n`);
    expect([tokenFile, headerFile].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    remove();
    expect(readdirSync(folder)).toEqual([]);
  });
});
