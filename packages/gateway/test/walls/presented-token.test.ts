import { describe, expect, test } from 'vitest';
import { presentedToken } from '../../src/walls/presented-token.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a token', () => {
  test.each([
    ['a bearer', { authorization: 'Bearer t' }],
    ['a bearer in small letters', { authorization: 'bearer t' }],
    ["the scheme of Jupyter's clients", { authorization: 'token t' }],
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
    ['another scheme', { authorization: 'Digest t' }],
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
