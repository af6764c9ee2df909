import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeToken } from '../../src/tokens/tokens.ts';
import { type ProgramGateway, programGateway, sessionHeader } from '../tokens/program-gateway.ts';

// Tried by somebody who knows how it is made, and has a device, a page, a captured request or a browser of their own.

let nowMs = Date.now();
let gateway: ProgramGateway;
let july: MadeToken;
beforeAll(async () => {
  gateway = await programGateway(() => nowMs);
  july = gateway.programs.tokens.make({ person: 'july', name: 'aws', keys: 'pair' });
});
afterAll(() => gateway.close());

type Form = Readonly<Record<string, string>>;
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
const fromPage = (person: string) => ({ [sessionHeader]: person, origin: gateway.url });

function post(path: string, form: Form | string, headers: Form = {}): Promise<Response> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = typeof form === 'string' ? form : String(new URLSearchParams(form));
  return fetch(`${gateway.url}${path}`, { method: 'POST', headers: { ...type, ...headers }, body });
}

async function begun(name: string): Promise<Record<'device_code' | 'user_code', string>> {
  return (await (await post('/device/authorization', { client_id: 'atelier', device_name: name })).json()) as never;
}

async function polled(device_code: string): Promise<Record<string, string>> {
  nowMs += 6000;
  return (await (
    await post('/device/token', { client_id: 'atelier', grant_type: grantType, device_code })
  ).json()) as never;
}

/** What comes of a device of that name that a person allows. */
async function allowed(name: string, person: string): Promise<Record<string, string>> {
  const { device_code, user_code } = await begun(name);
  await post('/device', { user_code, answer: 'allow' }, fromPage(person));
  return await polled(device_code);
}

/** The status and the text of the answer to a request that curl signs. */
async function signed(method: string, path: string, body?: string): Promise<{ status: string; text: string }> {
  const { accessKeyId, secretAccessKey } = july.keyPair ?? { accessKeyId: '', secretAccessKey: '' };
  const sent = ['-H', 'Content-Type: application/json', ...(body === undefined ? [] : ['--data-binary', body])];
  const by = ['--aws-sigv4', 'aws:amz:local:sagemaker', '-u', `${accessKeyId}:${secretAccessKey}`];
  const args = ['-s', '-m', '20', '-w', '\n%{http_code}', '-X', method, ...by, ...sent, `${gateway.url}${path}`];
  const lines = (await promisify(execFile)('curl', args)).stdout.split('\n');
  return { status: lines.at(-1) ?? '', text: lines.slice(0, -1).join('\n') };
}

describe('a signed request, which can be sent again by whoever has seen it', () => {
  test('makes and ends no token, is told so, and stands in the audit as refused', async () => {
    const { tokens } = gateway.programs;
    const before = tokens.list('july');
    for (const [method, path, body] of [
      ['POST', '/tokens', '{"name":"mine"}'],
      ['DELETE', `/tokens/${july.id}`, undefined],
    ] as const) {
      const { status, text } = await signed(method, path, body);
      expect([status, JSON.parse(text)]).toEqual(['403', expect.objectContaining({ code: 'NotAllowed' })]);
      expect(text).toContain('can be sent again');
      expect(gateway.audited.at(-1)).toMatchObject({
        who: 'july',
        allowed: false,
        by: `token ${july.id} by its key pair`,
      });
    }
    expect(tokens.list('july').map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await signed('GET', '/tokens')).status).toBe('200');
  });
});

describe('a form', () => {
  test.each(['/device', '/open-space'])(
    'that is far too long at %s is answered, and so is the request after it',
    async (path) => {
      for (const sign of ['x', 'ü', '%', '&', '=']) {
        const answer = await post(path, `user_code=${sign.repeat(300_000)}`, fromPage('july'));
        expect([answer.status, await answer.text()]).toEqual([
          path === '/device' ? 200 : 400,
          expect.stringContaining('<h1>'),
        ]);
        expect((await fetch(`${gateway.url}/device`, { headers: { [sessionHeader]: 'july' } })).status).toBe(200);
      }
    },
  );

  test('that names its fields twice, or two devices, allows what its first one names alone', async () => {
    const [one, other] = [await begun('one'), await begun('other')];
    const fields = `user_code=${one.user_code}&user_code=${other.user_code}&answer=allow&answer=refuse`;
    expect(await (await post('/device', fields, fromPage('july'))).text()).toContain('one acts as july');
    expect([await polled(one.device_code), await polled(other.device_code)]).toEqual([
      expect.objectContaining({ person: 'july' }),
      { error: 'authorization_pending' },
    ]);
  });
});

describe('a device', () => {
  test.each([
    ['half a sign', '\ud800'],
    ['signs that turn the text around', '\u202eylno gnidaer'],
    ['nothing that is seen', ' \t\u200b\0'],
    ['HTML', '<img src=x onerror=alert(1)><form action=/sign-out>'],
    ['more than anybody reads', `a${'😀'.repeat(300)}`],
    ['a line of its own', 'laptop\r\nSet-Cookie: a=b\n\nAllow it'],
  ])('that calls itself %s is shown as one text, and so is its token', async (_, name) => {
    const { user_code } = await begun(name);
    const answer = await fetch(`${gateway.url}/device?user_code=${user_code}`, {
      headers: { [sessionHeader]: 'july' },
    });
    const page = await answer.text();
    const [, shown = ''] = /<p><strong>([\s\S]*?)<\/strong> asks to act/.exec(page) ?? [];
    expect(shown).not.toMatch(/[<>\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await allowed(name, 'july')).toMatchObject({ person: 'july' });
    expect(gateway.programs.tokens.list('july')[0]?.name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  test('of a person who has as many tokens as may be hears why it gets none', async () => {
    const { tokens } = gateway.programs;
    while (tokens.list('john').length < 100) tokens.make({ person: 'john', name: 'one' });
    expect(await allowed('laptop', 'john')).toEqual({
      error: 'access_denied',
      error_description: expect.stringMatching(/john has 100 tokens.*atelier token end ID/),
    });
  });

  test('of which a stranger knows all but the code it polls by gets nobody in: 2,000 guesses', async () => {
    const { device_code, user_code } = await begun('laptop');
    await post('/device', { user_code, answer: 'allow' }, fromPage('july'));
    const near = Array.from({ length: 2000 }, (_, index) => {
      const at = index % device_code.length;
      return `${device_code.slice(0, at)}${String.fromCharCode(48 + (index % 70))}${device_code.slice(at + 1)}`;
    }).filter((one) => one !== device_code);
    for (let first = 0; first < near.length; first += 50) {
      const answers = await Promise.all(near.slice(first, first + 50).map(polled));
      expect(new Set(answers.map(({ error }) => error))).toEqual(new Set(['expired_token']));
      // The wait goes on meanwhile, and would end.
      nowMs -= answers.length * 6000;
    }
    expect(await polled(device_code)).toMatchObject({ person: 'july' });
  });
});
