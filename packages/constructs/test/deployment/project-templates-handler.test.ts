import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';

interface Page {
  readonly PortfolioDetails?: readonly { readonly Id: string; readonly ProviderName: string }[];
  readonly NextPageToken?: string;
}

interface Ports {
  enable(): Promise<unknown>;
  listShares(input: { PageToken?: string }): Promise<Page>;
  pause(ms: number): Promise<unknown>;
  respond(url: string, body: object): Promise<unknown>;
}

interface Event {
  readonly RequestType: string;
  readonly PhysicalResourceId?: string;
}

type Handler = (event: Event & Record<string, string>, context: { logStreamName: string }) => Promise<unknown>;

const { handlerWith, put }: { handlerWith(ports: Ports): Handler; put: Ports['respond'] } = createRequire(
  import.meta.url,
)('../../src/deployment/project-templates-handler.cjs');

const wanted = { Id: 'port-sagemaker', ProviderName: 'Amazon SageMaker' };
const others = { Id: 'port-other', ProviderName: 'Somebody else' };
const request = { ResponseURL: 'https://answer.example', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' };

/** Runs the handler against these shares: one list of pages for each time that it looks. */
async function run(event: Event, looks: readonly (readonly Page[])[], enable = async () => {}) {
  const calls: string[] = [];
  const answers: { url: string; body: object }[] = [];
  let look = -1;
  const handler = handlerWith({
    enable: async () => {
      calls.push('enable');
      await enable();
    },
    listShares: async ({ PageToken }) => {
      if (PageToken === undefined) look += 1;
      calls.push(`list ${PageToken ?? ''}`.trim());
      return looks[Math.min(look, looks.length - 1)]?.[Number(PageToken ?? 0)] ?? {};
    },
    pause: async (ms) => calls.push(`pause ${ms}`),
    respond: async (url, body) => answers.push({ url, body }),
  });
  await handler({ ...request, ...event }, { logStreamName: 'stream' });
  return { calls, answers };
}

const ids = { StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'sagemaker-project-templates' };

describe('the switch', () => {
  test.each(['Create', 'Update'])('is flipped on %s, and the portfolio named', async (RequestType) => {
    const { calls, answers } = await run({ RequestType }, [[{ PortfolioDetails: [others, wanted] }]]);
    expect(calls).toEqual(['enable', 'list']);
    expect(answers).toEqual([
      { url: request.ResponseURL, body: { ...ids, Status: 'SUCCESS', Data: { PortfolioId: 'port-sagemaker' } } },
    ]);
  });

  test('finds the portfolio on a later page', async () => {
    const pages = [
      { PortfolioDetails: [others], NextPageToken: '1' },
      { NextPageToken: '2' },
      { PortfolioDetails: [wanted] },
    ];
    const { calls, answers } = await run({ RequestType: 'Create' }, [pages]);
    expect(calls).toEqual(['enable', 'list', 'list 1', 'list 2']);
    expect(answers[0]?.body).toMatchObject({ Status: 'SUCCESS', Data: { PortfolioId: 'port-sagemaker' } });
  });

  test('waits for a share that takes a while to appear', async () => {
    const { calls, answers } = await run({ RequestType: 'Create' }, [[{}], [{}], [{ PortfolioDetails: [wanted] }]]);
    expect(calls.filter((call) => call.startsWith('pause'))).toEqual(['pause 10000', 'pause 10000']);
    expect(answers[0]?.body).toMatchObject({ Status: 'SUCCESS' });
  });

  test('fails in words when the share never appears, within the time of the function', async () => {
    const { calls, answers } = await run({ RequestType: 'Create' }, [[{ PortfolioDetails: [others] }]]);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.body).toMatchObject({
      ...ids,
      Status: 'FAILED',
      Reason: expect.stringMatching(/No accepted .*"Amazon SageMaker".*stream/),
    });
    expect(calls.filter((call) => call.startsWith('pause')).length * 10).toBeLessThan(120);
  });

  test('tells why AWS refused', async () => {
    const denied = Object.assign(new Error('not you'), { name: 'AccessDeniedException' });
    const { answers } = await run({ RequestType: 'Create' }, [], () => Promise.reject(denied));
    expect(answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'AccessDeniedException: not you (log stream stream)',
    });
  });

  test('is left on when the stack goes, under the id that it had', async () => {
    const { calls, answers } = await run({ RequestType: 'Delete', PhysicalResourceId: 'of-before' }, []);
    expect(calls).toEqual([]);
    expect(answers[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'of-before' });
  });
});

describe('the answer', () => {
  async function answered(status: number) {
    const got: { method?: string; type?: string; body: string }[] = [];
    const server = createServer(async (incoming, outgoing) => {
      const body = (await incoming.toArray()).join('');
      got.push({ method: incoming.method, type: incoming.headers['content-type'], body });
      outgoing.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await put(`http://127.0.0.1:${port}/answer`, { Status: 'SUCCESS' });
    } finally {
      server.close();
    }
    return got;
  }

  test('is put to the address of the request, without a content type', async () => {
    expect(await answered(200)).toEqual([{ method: 'PUT', type: '', body: '{"Status":"SUCCESS"}' }]);
  });

  test('that is not taken fails the function, so that it is run again', async () => {
    await expect(answered(403)).rejects.toThrow('CloudFormation answered 403.');
  });
});
