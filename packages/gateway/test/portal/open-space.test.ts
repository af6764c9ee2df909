import { expect, onTestFinished, test } from 'vitest';
import { personIn } from '../crowd.ts';
import { type Answered, type TestGatewayParts, testCookie, testGateway } from '../test-gateway.ts';

const person = personIn('data-scientist', 'acme');

/** What somebody's browser is answered that sends the form, by a front door before servers of these kinds. */
async function opened(parts: TestGatewayParts, body = 'project=acme'): Promise<Answered> {
  const open = await testGateway(parts);
  onTestFinished(() => open.close());
  const headers = { [testCookie]: 'yes', origin: open.url };
  return await open.askAs(person, { method: 'POST', path: '/open-space', headers, body });
}

test('somebody whose space is up is sent there', async () => {
  const { status, headers } = await opened({ behind: (_, response) => response.end('{}') });
  expect([status, headers.location]).toEqual([303, expect.stringMatching(/^http:\/\/data-scientist-[\w-]+--acme\./)]);
});

test.each<[string, TestGatewayParts, number, RegExp]>([
  ['is not up', { absent: ['api'] }, 503, /not up; it is being started again.*Ask again in a moment/s],
  ['answers with something else', {}, 502, /gave no answer/],
  ['leaves in the middle', { behind: (_, response) => response.destroy() }, 502, /gave no answer/],
])('where the server behind %s, a page says so, and the front door goes on', async (_, parts, status, said) => {
  const answer = await opened(parts);
  expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(said)]);
});

test('a form that names no project is told so', async () => {
  expect(await opened({}, 'project=..%2F')).toMatchObject({ status: 400, text: expect.stringContaining('no project') });
});
