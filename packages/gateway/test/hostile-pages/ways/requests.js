// Requests that script makes.
import { documents, each, forms, readable, within } from './targets.js';

const text = async (asked) => {
  const response = await asked;
  return response.type === 'opaque' ? '' : response.text();
};
const get = (options) => (at) => each(readable(at), (address) => text(fetch(address, options)));
const post = (options) => (at) =>
  each(forms(at), ({ address, fields }) =>
    text(fetch(address, { method: 'POST', body: new URLSearchParams(fields), credentials: 'include', ...options })),
  );
const send =
  (options, type = 'text/plain') =>
  (at) =>
    each(documents(at), ({ address, json }) =>
      text(
        fetch(address, {
          method: 'POST',
          body: JSON.stringify(json),
          credentials: 'include',
          headers: { 'content-type': type },
          ...options,
        }),
      ),
    );

function byXhr(method, address, body, isSynchronous) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open(method, address, !isSynchronous);
    asked.withCredentials = true;
    asked.onloadend = () => resolve(asked.responseText);
    try {
      asked.send(body);
    } catch {
      resolve('');
    }
  });
}

function multipart(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const forged = {
  Origin: 'http://localhost',
  Host: 'localhost',
  Cookie: 'x=1',
  'Sec-Fetch-Site': 'same-origin',
  'X-Forwarded-Host': 'localhost',
  'X-HTTP-Method-Override': 'GET',
};

export const ways = [
  { name: 'fetch, with cookies', run: get({ credentials: 'include' }) },
  { name: 'fetch, without CORS', run: get({ credentials: 'include', mode: 'no-cors' }) },
  { name: 'fetch, for one origin alone', run: get({ mode: 'same-origin' }) },
  { name: 'fetch, as if it were a page', run: get({ mode: 'navigate', credentials: 'include' }) },
  { name: 'fetch, with no cookies', run: get({ credentials: 'omit' }) },
  { name: 'fetch, with headers of its own choice', run: get({ credentials: 'include', headers: forged }) },
  { name: 'fetch, with a token that it has made up', run: get({ headers: { authorization: 'Bearer x' } }) },
  { name: 'fetch, from the cache', run: get({ credentials: 'include', cache: 'force-cache' }) },
  { name: 'fetch, with redirections by hand', run: get({ credentials: 'include', redirect: 'manual' }) },
  { name: 'fetch, without a referrer', run: get({ credentials: 'include', referrerPolicy: 'no-referrer' }) },
  {
    name: 'fetch, said to be of a private network',
    run: get({ credentials: 'include', targetAddressSpace: 'loopback' }),
  },
  {
    name: 'fetch of HEAD and OPTIONS',
    run: (at) =>
      each(readable(at), async (address) => {
        const heads = await Promise.all(
          ['HEAD', 'OPTIONS'].map((method) =>
            fetch(address, { method, credentials: 'include' }).catch(() => undefined),
          ),
        );
        return heads.map((one) => (one === undefined ? '' : `SECRET ${one.headers.get('content-type')}`)).join();
      }),
  },
  { name: 'a form by fetch', run: post({}) },
  { name: 'a form by fetch, without CORS', run: post({ mode: 'no-cors' }) },
  { name: 'a form by fetch, without a referrer', run: post({ mode: 'no-cors', referrerPolicy: 'no-referrer' }) },
  { name: 'a form by fetch that outlives its page', run: post({ mode: 'no-cors', keepalive: true }) },
  {
    name: 'a form by fetch, in parts',
    run: (at) =>
      each(forms(at), ({ address, fields }) =>
        text(fetch(address, { method: 'POST', mode: 'no-cors', credentials: 'include', body: multipart(fields) })),
      ),
  },
  { name: 'JSON by fetch', run: send({}, 'application/json') },
  { name: 'JSON by fetch, said to be text', run: send({ mode: 'no-cors' }) },
  {
    name: 'JSON by fetch, without a type',
    run: (at) =>
      each(documents(at), ({ address, json }) =>
        text(
          fetch(address, {
            method: 'POST',
            mode: 'no-cors',
            credentials: 'include',
            body: new Uint8Array(new TextEncoder().encode(JSON.stringify(json))),
          }),
        ),
      ),
  },
  ...['PUT', 'PATCH', 'DELETE'].map((method) => ({
    name: `${method} by fetch`,
    run: (at) =>
      each(
        [`${at.costs}/api/contents/plan.ipynb`, `${at.portal}/tokens/1`, `${at.portal}/spaces/july/costs`],
        (address) =>
          text(fetch(address, { method, credentials: 'include', body: method === 'DELETE' ? undefined : '{}' })),
      ),
  })),
  {
    name: 'fetch of what is sent on from here',
    run: (at) =>
      each(readable(at), (address) =>
        text(fetch(at.sendOn(address, 302), { credentials: 'include', mode: 'no-cors' })),
      ),
  },
  {
    name: 'a form that is sent on from here',
    run: (at) =>
      each(forms(at), ({ address, fields }) =>
        text(
          fetch(at.sendOn(address, 307), {
            method: 'POST',
            mode: 'no-cors',
            credentials: 'include',
            body: new URLSearchParams(fields),
          }),
        ),
      ),
  },
  { name: 'XMLHttpRequest', run: (at) => each(readable(at), (address) => byXhr('GET', address)) },
  {
    name: 'XMLHttpRequest that waits',
    run: async (at) => {
      const said = [];
      for (const address of readable(at)) said.push(await byXhr('GET', address, undefined, true));
      return said.join();
    },
  },
  {
    name: 'a form by XMLHttpRequest',
    run: (at) => each(forms(at), ({ address, fields }) => byXhr('POST', address, new URLSearchParams(fields))),
  },
  {
    name: 'sendBeacon of a form',
    run: async (at) => {
      for (const { address, fields } of forms(at)) navigator.sendBeacon(address, new URLSearchParams(fields));
      return '';
    },
  },
  {
    name: 'sendBeacon of JSON',
    run: async (at) => {
      for (const { address, json } of documents(at)) {
        for (const type of ['text/plain', 'application/json']) {
          navigator.sendBeacon(address, new Blob([JSON.stringify(json)], { type }));
        }
      }
      return '';
    },
  },
  {
    name: 'fetchLater',
    needs: 'fetchLater',
    run: async (at) => {
      for (const address of readable(at)) window.fetchLater(address, { credentials: 'include', activateAfter: 0 });
      return '';
    },
  },
  {
    name: 'EventSource',
    run: (at) =>
      each(
        readable(at),
        (address) =>
          new Promise((resolve) => {
            const source = new EventSource(address, { withCredentials: true });
            source.onopen = () => resolve('SECRET: a stream was opened');
            source.onerror = () => resolve('');
          }),
      ),
  },
  ...['WebSocket', 'WebSocketStream'].map((kind) => ({
    name: kind,
    needs: kind,
    run: (at) =>
      each(
        [at.portal, at.john, at.costs, at.tracking].map(
          (origin) => `${origin.replace('http', 'ws')}/api/kernels/1/channels`,
        ),
        (address) =>
          kind === 'WebSocket'
            ? new Promise((resolve) => {
                const socket = new WebSocket(address);
                socket.onopen = () => resolve('SECRET: a websocket was opened');
                socket.onerror = () => resolve('');
              })
            : new window.WebSocketStream(address).opened.then(() => 'SECRET: a websocket was opened'),
      ),
  })),
  {
    name: 'WebTransport',
    needs: 'WebTransport',
    run: (at) =>
      each([at.portal, at.costs], (address) =>
        new WebTransport(address.replace('http:', 'https:')).ready.then(() => 'SECRET: a transport was opened'),
      ),
  },
  {
    name: 'a worker that asks',
    run: (at) => {
      const code = `onmessage = async ({ data }) => {
        const said = await Promise.all(data.map((address) =>
          fetch(address, { credentials: 'include' }).then((answer) => answer.text(), () => '')));
        postMessage(said.join());
      }`;
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      return within(
        1500,
        new Promise((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = () => resolve('');
          worker.postMessage(readable(at));
        }),
      );
    },
  },
];
