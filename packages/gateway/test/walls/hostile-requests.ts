import { trackingRoutes } from '../../src/passing/tracking-action.ts';

/** The crafts of somebody who sends what a front door should not take, from one sequence of random numbers. */
export interface Hostile {
  /** One request, or what looks like one, as bytes. */
  next(): string;
}

interface Target {
  readonly port: number;
  /** Header lines that are given along, such as those of a person. */
  readonly headers: readonly string[];
}

const routes = [...trackingRoutes.keys()].map((route) => route.replaceAll(/\{[^}]+\}/g, 'x'));
const projects = ['acme', 'beta', 'other', 'ACME', 'acme%2f..', '..', '%61cme', 'acme;beta', 'acme\\beta', ''];
const words = [
  ...[
    '..',
    '.',
    '%2e%2e',
    '%252e%252e',
    '%2f',
    '%5c',
    '%00',
    '%0d%0a',
    '%zz',
    '%',
    '\\',
    '//',
    ';',
    '#',
    '?',
    '*',
    '@',
  ],
  ...['\x00', '\r', '\n', '\t', '\x7f', '\xe9', '\xff', ' ', "'", '"', '<script>', '$(x)', '{{x}}', '%s', '~', '|'],
  ...['people', 'control', 'inner', 'front-door', 'doors', 'workspace', 'stop', 'sql', 'lab', 'api', 'status', 'close'],
];
const methods = [
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'get', 'G\0T', ''],
  ...['PRI', 'M-SEARCH', 'LOCK', 'PURGE', 'GET GET', 'X'.repeat(300)],
];
const codings = ['chunked', 'identity', 'gzip, chunked', 'chunked, chunked', 'xchunked', '\x0bchunked', '', 'CHUNKED'];
const lengths = ['0', '5', '-1', '+5', '0x5', '5, 5', '99999999999999999999', '', 'a', '5 ', '1e1'];
const tokens = [
  ...['Bearer', 'Bearer ', 'Bearer x', `Bearer ${'x'.repeat(5000)}`, 'Basic', 'Basic !!!', 'Basic Og==', 'Token null'],
  ...['Basic YTpiOmM=', 'AWS4-HMAC-SHA256 Credential=x/20260101/local/sagemaker/aws4_request', 'Negotiate x', '\xff'],
];
const claimed = ['atelier-person', 'Atelier_Person', 'atelier-narrowed', 'x-mlflow-workspace', 'X_MLFLOW_WORKSPACE'];

/** @param random numbers from 0 to below 1 */
export function hostileRequests(random: () => number, { port, headers }: Target): Hostile {
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Item>(from: readonly Item[]): Item => from[below(from.length)] as Item;
  const often = (share: number) => random() < share;
  const noise = (most: number) => Array.from({ length: below(most) }, () => String.fromCharCode(below(256))).join('');

  const path = () => {
    const [method = 'GET', plain = ''] = pick(routes).split(' ');
    const project = often(0.5) ? 'acme' : pick(projects);
    const spoil = (text: string) => {
      const place = below(text.length + 1);
      return often(0.7) ? text : `${text.slice(0, place)}${pick(words)}${text.slice(place)}`;
    };
    const forms = [
      `/projects/${project}/tracking${plain}`,
      `/projects/${project}/endpoints/${pick(['sales', 'shared', 'gone', pick(words)])}/${pick(['ping', 'invocations'])}`,
      `/projects/${project}/sql`,
      `/projects/${project}/flows/sales/runs`,
      `/spaces/${pick(['viewer.acme', 'admin.acme', 'viewer.beta', pick(words)])}/${project}/${pick(words)}`,
      `/endpoints/${pick(['sales', 'shared'])}/invocations`,
      pick([
        '/',
        '/status',
        '/openapi.json',
        '/open-space',
        '/workspace',
        '/door',
        '/stop',
        '*',
        'http://evil.example/',
      ]),
      `/${pick(words)}/${pick(words)}/${pick(words)}`,
      plain,
      noise(60),
    ];
    return { method: often(0.85) ? method : pick(methods), target: spoil(pick(forms)) };
  };

  const host = () => {
    const label = pick(['', 'tracking-acme.', 'tracking-beta.', 'admin-acme--acme.', 'viewer-beta--beta.', 'evil.']);
    return pick([
      `${label}localhost:${port}`,
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `${label}evil.example`,
      noise(20),
      '',
    ]);
  };

  const header = () =>
    pick<() => string>([
      () => `Authorization: ${pick(tokens)}`,
      () => `Cookie: ${pick(['session', 'atelier', '__Host-session', noise(8)])}=${noise(40)}`,
      () => `Cookie: ${'a=b; '.repeat(below(400))}`,
      () => `Origin: ${pick(['null', 'http://evil.example', `http://localhost:${port}`, noise(20)])}`,
      () => `Sec-Fetch-Site: ${pick(['cross-site', 'same-site', 'none', 'same-origin', noise(8)])}`,
      () => `${pick(claimed)}: ${pick(['admin.acme', 'admin.beta', 'beta', 'all', 'all beta', noise(12)])}`,
      () => `Content-Length: ${pick(lengths)}`,
      () => `Transfer-Encoding: ${pick(codings)}`,
      () =>
        `Connection: ${pick(['Upgrade', 'close, atelier-person', 'keep-alive', 'Upgrade, HTTP2-Settings', noise(8)])}`,
      () => `Upgrade: ${pick(['websocket', 'h2c', 'TLS/1.0', 'websocket, h2c', noise(8)])}`,
      () => `Expect: ${pick(['100-continue', 'everything'])}`,
      () => `X-Amz-Security-Token: ${noise(60)}`,
      () => `X-${noise(10)}: ${noise(200)}`,
      () => `Host: ${host()}`,
      () => `X: a\r\n ${pick(claimed)}: beta`,
      () => `${noise(30)}`,
      () => `Range: bytes=${'0-1,'.repeat(below(500))}`,
      () => Array.from({ length: below(300) }, (_, index) => `a${index}: b`).join('\r\n'),
    ])();

  const body = () =>
    pick<() => string>([
      () => '',
      () => noise(2000),
      () => `${below(40).toString(16)}\r\n${noise(40)}\r\n0\r\n\r\n`,
      () =>
        'POST /projects/beta/sql HTTP/1.1\r\nHost: localhost\r\nAtelier-Person: admin.beta\r\nContent-Length: 0\r\n\r\n',
      () => `{"sql":${'['.repeat(below(2000))}`,
      // Frames of a websocket, of which the lengths are not true.
      () => `\x81\xfe${noise(12)}\x88\x80${noise(4)}\x89\x7f${noise(10)}`,
    ])();

  return {
    next: () => {
      const { method, target } = path();
      const version = often(0.97) ? 'HTTP/1.1' : pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', noise(5)]);
      const hosts = often(0.97) ? [`Host: ${often(0.7) ? `localhost:${port}` : host()}`] : [];
      const lines = [...hosts, ...headers, ...(often(0.4) ? [] : Array.from({ length: 1 + below(3) }, header))];
      const end = often(0.97) ? '\r\n' : pick(['\n', '\r', '\n\r']);
      return [`${method} ${target} ${version}`, ...lines, '', ''].join(end) + (often(0.5) ? '' : body());
    },
  };
}
