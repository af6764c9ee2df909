import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestGateway, testGateway } from '../test-gateway.ts';

let here: TestGateway;
beforeAll(async () => {
  here = await testGateway();
});
afterAll(() => here.close());

test('cookies that make a request too long are taken away with the refusal', async () => {
  const cookie = Array.from({ length: 5 }, (_, index) => `big${index}=${'x'.repeat(3900)}`).join('; ');
  const { status, headers, text } = await here.askAs(undefined, { path: '/', headers: { cookie } });
  expect([status, headers['clear-site-data']]).toEqual([431, '"cookies"']);
  expect(JSON.parse(text)).toMatchObject({ code: 'TooManyCookies', fix: 'Load the page again, and sign in.' });
});

test('an address that is too long, to which any page can lead a browser, takes no cookies away', async () => {
  const headers = { cookie: `mine=${'x'.repeat(3000)}` };
  const answer = await here.askAs(undefined, { path: `/${'x'.repeat(20_000)}`, headers });
  expect([answer.status, answer.headers['clear-site-data']]).toEqual([431, undefined]);
});

test('somebody who goes to a page that is refused gets a page, and a program a document', async () => {
  const host = `lead-data-scientist-beta--acme.localhost:${here.port}`;
  const asked = { host, path: '/lab', headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } };
  const page = await here.askAs(undefined, asked);
  expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
  const document = await here.askAs(undefined, { host, path: '/lab' });
  expect(JSON.parse(document.text)).toMatchObject({ code: 'UnknownOrigin' });
});
