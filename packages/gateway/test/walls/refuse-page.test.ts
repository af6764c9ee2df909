import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { refusePage as refusePageOf } from '../../src/walls/refuse-page.ts';

const host = 'july--sales.localhost:8470';
const own = `http://${host}`;
const refusePage = (method: string, headers: IncomingHttpHeaders) => refusePageOf(method, headers, 'http:');
const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a request is let through', () => {
  test.each([
    ['of a program', 'POST', {}],
    ['of a page of the same origin', 'POST', { origin: own, 'sec-fetch-site': 'same-origin' }],
    ['of an address that was typed', 'GET', { 'sec-fetch-site': 'none', ...link }],
    ['of a link elsewhere', 'GET', { 'sec-fetch-site': 'cross-site', ...link }],
    ['of a link of the portal', 'GET', { 'sec-fetch-site': 'same-site', ...link }],
  ])('%s', (_, method, headers) => {
    expect(refusePage(method, { host, ...headers })).toBeUndefined();
  });
});

describe('a request is refused', () => {
  const origins = [
    ...['http://localhost:8470', 'http://tracking-sales.localhost:8470', 'http://john--sales.localhost:8470'],
    ...['https://july--sales.localhost:8470', 'http://july--sales.localhost', 'http://july--sales.localhost:80'],
    ...['http://july--sales.localhost:8470.evil.example', 'http://evil.example', 'null', '', 'file://'],
    ...[`${own}/`, `${own} `, `${own}, http://evil.example`, 'HTTP://JULY--SALES.LOCALHOST:8470', `http://a@${host}`],
  ];
  const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

  test.each(origins.flatMap((origin) => methods.map((method) => [origin, method])))(
    'of the origin "%s", by %s, also as a link',
    (origin, method) => {
      expect(refusePage(method, { host, origin })).toMatchObject({ status: 403 });
      expect(refusePage(method, { host, origin, ...link })).toMatchObject({ status: 403 });
    },
  );

  const sites = ['cross-site', 'same-site', '', 'SAME-ORIGIN', 'same-origin, cross-site', 'none, cross-site'];
  const kinds = [
    ...['image', 'script', 'style', 'iframe', 'frame', 'object', 'embed', 'empty', 'worker', 'video'].map((dest) => ({
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-dest': dest,
    })),
    ...['iframe', 'frame', 'object', 'embed'].map((dest) => ({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': dest })),
    { 'sec-fetch-mode': 'websocket', 'sec-fetch-dest': 'websocket' },
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'document' },
    {},
  ];

  test.each(sites)('from the site "%s", for whatever is not a page of the whole window', (site) => {
    for (const kind of kinds) {
      for (const method of methods) {
        expect(refusePage(method, { host, 'sec-fetch-site': site, ...kind })).toMatchObject({ status: 403 });
      }
    }
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])(
    'of a form elsewhere that goes here by %s',
    (method) => {
      expect(refusePage(method, { host, 'sec-fetch-site': 'cross-site', ...link })).toMatchObject({ status: 403 });
    },
  );
});

describe('by TLS, where the origins are of one site to browsers', () => {
  const host = 'july--sales.atelier.example.com';
  const by = (headers: IncomingHttpHeaders, method = 'POST') => refusePageOf(method, { host, ...headers }, 'https:');

  test.each([
    ['a page of the same origin', { origin: `https://${host}`, 'sec-fetch-site': 'same-origin', cookie: 'a=b' }],
    ['a page of the same origin that says its origin alone', { origin: `https://${host}`, cookie: 'a=b' }],
    ['an address that was typed', { 'sec-fetch-site': 'none', cookie: 'a=b' }],
    ['a program without a cookie', {}],
  ])('%s is let through', (_, headers) => {
    expect(by(headers)).toBeUndefined();
  });

  test.each([
    ['the same host without TLS', { origin: `http://${host}` }],
    ['a page of this machine', { origin: 'http://localhost:8470' }],
    ['the portal', { origin: 'https://atelier.example.com' }],
    ['another space', { origin: 'https://john--sales.atelier.example.com', 'sec-fetch-site': 'same-site' }],
    ['another space, by a picture', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
    ['whoever brings a cookie and does not say from where', { cookie: '__Host-atelier-443-session=x' }],
  ])('%s is refused', (_, headers) => {
    for (const method of ['GET', 'POST', 'DELETE']) expect(by(headers, method)).toMatchObject({ status: 403 });
  });
});
