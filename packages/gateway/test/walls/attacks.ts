/** One attempt on a door, as the bytes that somebody sends. */
export interface Attack {
  readonly kind: string;
  readonly name: string;
  readonly bytes: string;
}

const tracking = '/projects/acme/tracking';
const runs = `${tracking}/api/2.0/mlflow/runs/search`;
const basic = (text: string) => `Authorization: Basic ${Buffer.from(text).toString('base64')}`;

function get(path: string, ...headers: string[]): string {
  return [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, '\r\n'].join('\r\n');
}

function named(kind: string, attempts: Readonly<Record<string, string>>): Attack[] {
  return Object.entries(attempts).map(([name, bytes]) => ({ kind, name, bytes }));
}

/** Attempts of somebody on this machine who does not have the token; `token` is the right one, in wrong places. */
export function withoutToken(token: string, former: string): Attack[] {
  const bearer = (value: string) => get(runs, `Authorization: Bearer ${value}`);
  return named('without the token', {
    nothing: get(runs),
    'at the address itself': get('/'),
    'at an endpoint': get('/projects/acme/endpoints/sales/ping'),
    'an empty bearer': get(runs, 'Authorization: Bearer'),
    'an empty bearer and a space': get(runs, 'Authorization: Bearer '),
    'no scheme': get(runs, `Authorization: ${token}`),
    'another scheme': get(runs, `Authorization: Token ${token}`),
    digest: get(runs, `Authorization: Digest username="a", response="${token}"`),
    'a token of another start': bearer(former),
    'all but its last letter': bearer(token.slice(0, -1)),
    'one letter more': bearer(`${token}A`),
    'in small letters': bearer(token.toLowerCase()),
    'with another alphabet': bearer(`${token.slice(0, -1)}=`),
    'in quotes': bearer(`"${token}"`),
    'after a wrong one': bearer(`wrong ${token}`),
    'before a wrong one': bearer(`${token}, Bearer wrong`),
    'as user of basic': get(runs, basic(`${token}:`)),
    'as user without password': get(runs, basic(token)),
    'with a password that begins with it': get(runs, basic(`me:${token}:`)),
    'twice, wrong first': get(runs, 'Authorization: Bearer wrong', `Authorization: Bearer ${token}`),
    'twice, right first': get(runs, `Authorization: Bearer ${token}`, 'Authorization: Bearer wrong'),
    'in a cookie': get(runs, `Cookie: token=${token}; Authorization=Bearer ${token}`),
    'for a proxy': get(runs, `Proxy-Authorization: Bearer ${token}`),
    'as an API key': get(runs, `X-Api-Key: ${token}`, `X-Auth-Token: ${token}`),
    'for MLflow': get(runs, `X-MLflow-Authorization: Bearer ${token}`),
    'in the query': get(`${runs}?token=${token}&access_token=${token}&Authorization=Bearer+${token}`),
    'in a presigned query': get(`/endpoints/sales/ping?X-Amz-Security-Token=${token}&X-Amz-Algorithm=AWS4-HMAC-SHA256`),
    'in the path': get(`/${token}${runs}`),
    'in a session token alone': get(runs, `X-Amz-Security-Token: ${token}`),
    'as an access key': get(runs, `Authorization: AWS4-HMAC-SHA256 Credential=${token}/20260101/x/y/aws4_request`),
    'a session token of another start': get(
      runs,
      'Authorization: AWS4-HMAC-SHA256 x',
      `X-Amz-Security-Token: ${former}`,
    ),
    'in a body': `POST ${runs} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${token.length}\r\n\r\n${token}`,
    'in a trailer': `POST ${runs} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    'after a colon that is far': get(runs, `Authorization : Bearer ${token}`),
    'in a folded line': get(runs, `X: a\r\n Authorization: Bearer ${token}`),
    'as one who is there already': get(
      runs,
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-User: root',
      'X-Remote-User: root',
    ),
  });
}

/** Attempts of a web page in the browser of somebody who has given it the token. */
export function asWebPage(token: string): Attack[] {
  const auth = basic(`me:${token}`);
  const from = (host: string, ...headers: string[]) =>
    [`GET ${runs} HTTP/1.1`, `Host: ${host}`, auth, ...headers, '\r\n'].join('\r\n');
  return [
    ...named('with a name of elsewhere', {
      'a rebound name': from('evil.example'),
      'a rebound name with a port': from('evil.example:80'),
      'a name that begins like ours': from('127.0.0.1.evil.example'),
      'a name that ends like ours': from('evil-localhost'),
      'a name below ours': from('evil.localhost'),
      'a user in front': from('evil.example@127.0.0.1'),
      'our name as a user': from('127.0.0.1@evil.example'),
      'a dot at the end': from('localhost.'),
      'all addresses': from('0.0.0.0'),
      'one number': from('2130706433'),
      'another loopback address': from('127.0.0.2'),
      'mapped in IPv6': from('[::ffff:127.0.0.1]'),
      'a port that is none': from('localhost:x'),
      'a path behind it': from('localhost/evil.example'),
      empty: from(''),
      missing: `GET ${runs} HTTP/1.1\r\n${auth}\r\n\r\n`,
      'two names': from('127.0.0.1', 'Host: evil.example'),
      'forwarded for ours': from('evil.example', 'X-Forwarded-Host: 127.0.0.1', 'Forwarded: host=127.0.0.1'),
    }),
    ...named('as a page of elsewhere', {
      'another origin': from('127.0.0.1', 'Origin: http://evil.example'),
      'no origin that has a name': from('127.0.0.1', 'Origin: null'),
      'another port of this machine': from('127.0.0.1:80', 'Origin: http://127.0.0.1:8888'),
      'the other name of this machine': from('127.0.0.1', 'Origin: http://localhost'),
      'another protocol': from('127.0.0.1', 'Origin: https://127.0.0.1'),
      'a file': from('127.0.0.1', 'Origin: file://'),
      'an extension': from('127.0.0.1', 'Origin: chrome-extension://abcdefgh'),
      'our origin and another': from('127.0.0.1', 'Origin: http://127.0.0.1, http://evil.example'),
      'an image of another site': from('127.0.0.1', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Dest: image'),
      'a frame of another port': from('127.0.0.1', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Dest: iframe'),
      'a link on another site': from('127.0.0.1', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'),
      'two sites': from('127.0.0.1', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'),
      'a site that is none': from('127.0.0.1', 'Sec-Fetch-Site: same-origin, cross-site'),
      'a question before': get(runs, 'Origin: http://evil.example', 'Access-Control-Request-Method: POST').replace(
        'GET',
        'OPTIONS',
      ),
    }),
  ];
}

/** Attempts of somebody who has the token, to be understood in two ways or to reach what the door does not serve. */
export function withToken(token: string): Attack[] {
  const auth = `Authorization: Bearer ${token}`;
  const framed = (headers: string, body: string) =>
    `POST ${runs} HTTP/1.1\r\nHost: localhost\r\n${auth}\r\n${headers}\r\n\r\n${body}`;
  const inner = 'GET /projects/beta/tracking/inner HTTP/1.1\r\nHost: localhost\r\nX-MLFLOW-WORKSPACE: beta\r\n\r\n';
  const path = (target: string) => get(target, auth);
  const verb = (line: string) => `${line} HTTP/1.1\r\nHost: localhost\r\n${auth}\r\n\r\n`;
  return [
    ...named('framed in two ways', {
      'a length and chunks': framed(`Content-Length: 6\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${inner}`),
      'chunks and a length': framed(
        `Transfer-Encoding: chunked\r\nContent-Length: ${inner.length}`,
        `0\r\n\r\n${inner}`,
      ),
      'two lengths': framed(`Content-Length: 0\r\nContent-Length: ${inner.length}`, inner),
      'one length twice': framed('Content-Length: 0\r\nContent-Length: 0', inner),
      'lengths in one line': framed('Content-Length: 0, 5', inner),
      'a length with a sign': framed('Content-Length: +0', inner),
      'a length below zero': framed('Content-Length: -1', inner),
      'a length in another base': framed('Content-Length: 0x10', inner),
      'a length with a space before its colon': framed('Content-Length : 0', inner),
      'a coding that is none': framed('Transfer-Encoding: xchunked', `0\r\n\r\n${inner}`),
      'no coding': framed('Transfer-Encoding: identity', inner),
      'chunks inside another coding': framed('Transfer-Encoding: gzip, chunked', `0\r\n\r\n${inner}`),
      'another coding outside of chunks': framed('Transfer-Encoding: chunked, gzip', `0\r\n\r\n${inner}`),
      'two codings': framed('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${inner}`),
      'an empty coding beside a length': framed('Transfer-Encoding:\r\nContent-Length: 0', inner),
      'a coding behind a vertical tab': framed('Transfer-Encoding: \x0bchunked', `0\r\n\r\n${inner}`),
      'chunks that end in a line feed': framed('Transfer-Encoding: chunked', `1\nx\n0\n\n${inner}`),
      'an extension that ends in a line feed': framed('Transfer-Encoding: chunked', `1;a\nx\r\n0\r\n\r\n${inner}`),
      'a chunk size in another form': framed('Transfer-Encoding: chunked', `0x1\r\nx\r\n0\r\n\r\n${inner}`),
      'a chunk that is longer than it says': framed('Transfer-Encoding: chunked', `1\r\nxyz\r\n0\r\n\r\n${inner}`),
      'lines that end in a line feed': `GET ${runs} HTTP/1.1\nHost: localhost\n${auth}\n\n`,
      'a header after a carriage return': get(runs, auth, `X: a\rX-MLFLOW-WORKSPACE: beta`),
      'a header after a line feed': get(runs, auth, `X: a\nX-MLFLOW-WORKSPACE: beta`),
      'a header with a null': get(runs, auth, `X: a\0b`),
      'a header without a name': get(runs, auth, ': x'),
      'a header in two lines': get(runs, auth, `X: a\r\n X-MLFLOW-WORKSPACE: beta`),
      'an older protocol': get(runs, auth).replace('HTTP/1.1', 'HTTP/1.0'),
      'the oldest protocol': `GET ${runs}\r\n\r\n`,
      'a newer protocol': get(runs, auth).replace('HTTP/1.1', 'HTTP/2.0'),
      'the beginning of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'headers beyond measure': get(runs, auth, `X: ${'x'.repeat(20_000)}`),
      'headers without number': get(runs, auth, ...Array.from({ length: 4000 }, (_, n) => `a${n}:`)),
      'a path beyond measure': path(`${tracking}/${'x'.repeat(20_000)}`),
      'an expectation that is none': get(runs, auth, 'Expect: everything'),
    }),
    ...named('out of a project', {
      'two dots': path(`${tracking}/../../beta/tracking/`),
      'two dots at the end': path(`${tracking}/..`),
      'one dot': path(`${tracking}/./api`),
      'coded dots': path(`${tracking}/%2e%2e/%2e%2e/beta/tracking/`),
      'half coded dots': path(`${tracking}/.%2E/x`),
      'dots coded twice': path(`${tracking}/%252e%252e/x`),
      'a coded slash': path(`${tracking}/..%2f..%2fbeta`),
      'a slash coded twice': path(`${tracking}/a%252Fb`),
      'a backslash': path(`${tracking}/..\\..\\beta`),
      'a coded backslash': path(`${tracking}/..%5c..%5cbeta`),
      'two slashes': path(`${tracking}//beta`),
      'two slashes in front': path('//projects/beta/tracking/'),
      'a coded null': path(`${tracking}/a%00`),
      'a coded end of line': path(`${tracking}/a%0d%0aX-MLFLOW-WORKSPACE:%20beta`),
      'a broken code': path(`${tracking}/%zz`),
      'a code that is cut off': path(`${tracking}/%2`),
      'a fragment': path(`${tracking}/a#b`),
      'a coded letter in the project': path('/projects/%61cme/tracking/'),
      'large letters in the project': path('/projects/ACME/tracking/'),
      'a project that is none': path('/projects/default/tracking/'),
      'a parameter behind the project': path('/projects/acme;beta/tracking/'),
      'a bare path': path('/api/2.0/mlflow/workspaces'),
      'the gateway': path('/status'),
      'an address of elsewhere': path('http://evil.example/'),
      'our own address in full': path(`http://127.0.0.1${runs}`),
      'an address without a protocol': path('evil.example:80'),
      'a letter beyond ASCII': path(`${tracking}/\xe9`),
      'a tab in the path': path(`${tracking}/a\tb`),
      'a query at an endpoint': path('/endpoints/sales/ping?next=/invocations'),
      'below an endpoint': path('/projects/acme/endpoints/sales/ping/../invocations'),
      'what else a model server may have': path('/projects/acme/endpoints/sales/docs'),
      'a socket by its path': path('/projects/acme/endpoints/..%2Fcontrol.sock/ping'),
    }),
    ...named('with another verb', {
      TRACE: verb(`TRACE ${runs}`),
      'OPTIONS of everything': verb('OPTIONS *'),
      OPTIONS: verb(`OPTIONS ${runs}`),
      CONNECT: verb('CONNECT 127.0.0.1:22'),
      'CONNECT to a path': verb(`CONNECT ${runs}`),
      PROPFIND: verb(`PROPFIND ${runs}`),
      'small letters': verb(`get ${runs}`),
      'GET of invocations': verb('GET /endpoints/sales/invocations'),
      'PUT of a ping': verb('PUT /endpoints/sales/ping'),
      'DELETE of the address itself': verb('DELETE /'),
      'a web socket': get(
        runs,
        auth,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: AAAA',
        'Sec-WebSocket-Version: 13',
      ),
      'an upgrade to HTTP/2': get(
        runs,
        auth,
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAAA',
      ),
      'an upgrade that is not announced': get(runs, auth, 'Upgrade: websocket'),
    }),
  ];
}
