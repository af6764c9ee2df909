import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { originText } from '../../src/origins/known-origins.ts';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../src/tokens/server-key.ts';
import { tokensIn } from '../../src/tokens/tokens.ts';
import { personIn } from '../crowd.ts';
import { testGateway } from '../test-gateway.ts';
import { rawConnection, upgradeHead, type WebsocketServer, websocketServer } from '../websockets.ts';

// Jupyter's clients send their token in the address of a websocket. Nothing else is let in by an address.

const july = personIn('data-scientist', 'acme');
const open = await testGateway({ absent: [`space ${july}/acme`] });
const { port, url } = open;
const own = join(open.folder, 'own');
const database = openGatewayState(join(own, 'state.sqlite'));
const tokens = tokensIn(database, serverKeyAt(join(own, 'server-key')));
const { text: token, keyPair } = tokens.make({ person: july, name: 'editor', keys: 'pair' });
const secret = token.slice(-43);

let space: WebsocketServer;
beforeAll(async () => {
  space = await websocketServer(open.gateway.door.places.space(july, 'acme'));
});
afterAll(async () => {
  await space.close();
  database.close();
  await open.close();
});

const portal = `localhost:${port}`;
const at = (query: string) => `/spaces/${july}/acme/api/kernels/1/channels?${query}`;
const withToken = at(`session_id=2&token=${token}`);

/** The status, and the code of a refusal, that bytes are answered with. */
async function answerTo(bytes: string): Promise<string> {
  const connection = rawConnection(port, bytes);
  await Promise.race([connection.hears('\r\n\r\n'), connection.ended]);
  if (!connection.heard().startsWith('HTTP/1.1 101')) await connection.ended;
  connection.socket.destroy();
  const [, status = '', code = ''] = /^HTTP\/1\.1 (\d+)(?:[\s\S]*"code":"(\w+)")?/.exec(connection.heard()) ?? [];
  return `${status} ${code}`.trim();
}

const plain = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, `Host: ${portal}`, 'Connection: close', ...headers, '\r\n'].join('\r\n');
const upgrade = (path: string, ...headers: string[]) => upgradeHead(path, portal, ...headers);
const hostOf = (origin: Parameters<typeof originText>[0]) => new URL(originText(origin, url)).host;

describe('a websocket of a space, by the path of programs', () => {
  test.each<[string, string]>([
    ['alone', upgrade(withToken)],
    ['before other parts of the query', upgrade(at(`token=${token}&session_id=2`))],
    ['beside a header of the same', upgrade(withToken, `Authorization: token ${token}`)],
    ['from a program that names the origin that it asks', upgrade(withToken, `Origin: http://${portal}`)],
    ['to a terminal', upgrade(`/spaces/${july}/acme/terminals/websocket/1?token=${token}`)],
  ])('is opened by a token in its address, %s', async (_, bytes) => {
    expect(await answerTo(bytes)).toBe('101');
  });

  test('tells neither the space nor the audit nor the log of the token', async () => {
    const seen = JSON.stringify(space.asked.map(({ url: asked, rawHeaders }) => [asked, rawHeaders]));
    expect(seen).toContain('session_id=2');
    for (const written of [seen, JSON.stringify(open.audited), JSON.stringify(open.news)])
      expect(written).not.toContain(secret);
  });

  test('is closed once its token is ended', async () => {
    const { text, id } = tokens.make({ person: july, name: 'short' });
    const connection = rawConnection(port, upgrade(at(`token=${text}`)));
    await connection.hears('101 ');
    tokens.end(id, july);
    await connection.ended;
    expect(await answerTo(upgrade(at(`token=${text}`)))).toBe('401 TokenWrong');
  }, 20_000);
});

describe('a token in an address', () => {
  const reading = tokens.make({ person: july, name: 'r', narrowed: { scope: 'read', project: null } }).text;
  const elsewhere = tokens.make({ person: july, name: 'b', narrowed: { scope: 'all', project: 'beta' } }).text;
  const colleague = tokens.make({ person: personIn('data-engineer', 'acme'), name: 'c' }).text;
  const late = tokens.make({ person: july, name: 'late', endsAtMs: Date.now() - 1 }).text;
  const ownHost = hostOf({ kind: 'space', person: july, project: 'acme' });

  test.each<[string, string, RegExp]>([
    ['of a request that is no websocket', plain(withToken), /^401 TokenMissing/],
    ['of the API', plain(`/people?token=${token}`), /^401 TokenMissing/],
    ['of tokens', plain(`/tokens?token=${token}`), /^401 TokenMissing/],
    ['of tracking', plain(`/projects/acme/tracking/?token=${token}`), /^401 TokenMissing/],
    ['of an endpoint', plain(`/projects/acme/endpoints/sales/ping?token=${token}`), /^401 TokenMissing/],
    ['of a websocket of tracking', upgrade(`/projects/acme/tracking/x?token=${token}`), /^401 TokenMissing/],
    ['of a websocket of the portal', upgrade(`/?token=${token}`), /^401 TokenMissing/],
    ['of a websocket of the API of spaces', upgrade(`/spaces/${july}/acme?token=${token}`), /^401 TokenMissing/],
    ['of a websocket of nothing', upgrade(`/x/spaces/${july}/acme/y?token=${token}`), /^401 TokenMissing/],
    ["of a websocket at the space's own origin", upgradeHead(withToken, ownHost), /^401 TokenMissing/],
    ['of a websocket at an origin of tracking', upgradeHead(withToken, `tracking-acme.${portal}`), /^401 TokenMissing/],
    ['of a websocket at no origin', upgradeHead(withToken, `elsewhere.example:${port}`), /^403 UnknownOrigin/],
    ['that a page of the space itself sends', upgrade(withToken, `Origin: http://${ownHost}`), /^403 ForeignCaller/],
    ['that a page of elsewhere sends', upgrade(withToken, 'Origin: http://elsewhere.example'), /^403 ForeignCaller/],
    ['that a page without an origin sends', upgrade(withToken, 'Origin: null'), /^403 ForeignCaller/],
    ['that a browser says is of elsewhere', upgrade(withToken, 'Sec-Fetch-Site: cross-site'), /^403 ForeignCaller/],
    ['twice', upgrade(at(`token=${token}&token=${token}`)), /^401 TokenMissing/],
    ['after a wrong one', upgrade(at(`token=x&token=${token}`)), /^401 TokenMissing/],
    ['once more under a coded name', upgrade(at(`token=${token}&%74oken=x`)), /^401 TokenMissing/],
    ['in capitals', upgrade(at(`TOKEN=${token}`)), /^401 TokenMissing/],
    ['under other names', upgrade(at(`access_token=${token}&tokens=${token}&jwt=${token}`)), /^401 TokenMissing/],
    ['behind a semicolon', upgrade(at(`a=1;token=${token}`)), /^401 TokenMissing/],
    ['in the path', upgrade(`/spaces/${july}/acme/token=${token}/channels`), /^401 TokenMissing/],
    ['beside a wrong header', upgrade(withToken, 'Authorization: token wrong'), /^401 TokenWrong/],
    ['beside an empty header', upgrade(withToken, 'Authorization: '), /^401 TokenMissing/],
    ['that is empty', upgrade(at('token=')), /^401 TokenMissing/],
    ['that is cut', upgrade(at(`token=${token.slice(0, -1)}`)), /^401 TokenWrong/],
    ['that is longer', upgrade(at(`token=${token}A`)), /^401 TokenWrong/],
    ['in another case', upgrade(at(`token=${token.toUpperCase()}`)), /^401 TokenWrong/],
    ['that is its secret alone', upgrade(at(`token=${secret}`)), /^401 TokenWrong/],
    ['that is a key pair', upgrade(at(`token=${keyPair?.accessKeyId}`)), /^401 TokenWrong/],
    ['that is the secret of a key pair', upgrade(at(`token=${keyPair?.secretAccessKey}`)), /^401 TokenWrong/],
    ["that is the owner's", upgrade(at(`token=${open.token}`)), /^401 TokenWrong/],
    ['that has ended', upgrade(at(`token=${late}`)), /^401 TokenEnded/],
    ['that reads alone', upgrade(at(`token=${reading}`)), /^403 NotAllowed/],
    ['of another project', upgrade(at(`token=${elsewhere}`)), /^403 NotAllowed/],
    ['of a colleague', upgrade(at(`token=${colleague}`)), /^403 NotAllowed/],
  ])('opens nothing %s', async (_, bytes, refused) => {
    const before = space.asked.length;
    expect(await answerTo(bytes)).toMatch(refused);
    expect(space.asked.length).toBe(before);
    expect(JSON.stringify(open.audited) + JSON.stringify(open.news)).not.toContain(secret);
  });
});

test('a browser that opens the address of an editor is sent to sign in by an address that has no token', async () => {
  const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };
  const answer = await open.askAs(undefined, { path: `/spaces/${july}/acme/?a=1&token=${token}`, headers });
  expect([answer.status, answer.headers.location]).toEqual([
    303,
    `/sign-in?to=${encodeURIComponent(`/spaces/${july}/acme/?a=1`)}`,
  ]);
});
