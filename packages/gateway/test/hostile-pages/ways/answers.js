// Whoever runs a space answers at its origin with whatever headers they like; and names for the same machine.
import { each, loaded, made, readable, within } from './targets.js';

const pause = (millis) => within(millis, new Promise(() => undefined));

/** Ask the own server for an answer with headers, as a page in a frame and by fetch. */
async function answered(at, headers, status = 200) {
  const address = at.withHeaders(headers, status);
  await fetch(address).catch(() => undefined);
  await loaded(made('iframe', { src: address }));
  return '';
}

const byHeaders = (name, headersOf, status) => ({
  name,
  run: (at) => answered(at, headersOf(at), status),
});

/** Other names of the machine that the portal is on. */
const names = [
  '127.0.0.1',
  '[::1]',
  'localhost.',
  '127.1',
  '0.0.0.0',
  '0',
  '2130706433',
  '[::ffff:127.0.0.1]',
  '127.0.0.2',
  'LOCALHOST',
  'x.localhost',
  'july--sales.localhost.',
  'JULY--COSTS.localhost',
  'july--costs.localhost.',
  'www.july--costs.localhost',
];

export const ways = [
  byHeaders('a header that clears all that is kept', () => ({ 'clear-site-data': '"*", "cookies", "storage"' })),
  byHeaders('a header that sets cookies', (at) => ({
    'set-cookie': [
      `atelier-${at.port}-session=planted; Path=/; Domain=localhost`,
      `atelier-${at.port}-session=planted; Path=/`,
      `atelier-${at.port}-session=planted; Path=/lab; HttpOnly`,
    ],
  })),
  byHeaders('a header that reports to the portal', (at) => ({
    'content-security-policy': `default-src 'none'; report-uri ${at.portal}/sign-out ${at.portal}/open-space`,
    'reporting-endpoints': `default="${at.portal}/sign-out"`,
    'report-to': JSON.stringify({ group: 'default', max_age: 1, endpoints: [{ url: `${at.portal}/sign-out` }] }),
    nel: JSON.stringify({ report_to: 'default', max_age: 1, success_fraction: 1 }),
  })),
  byHeaders('a header that loads ahead', (at) => ({
    link: readable(at)
      .map((address) => `<${address}>; rel=preload; as=fetch; crossorigin=use-credentials`)
      .join(', '),
  })),
  byHeaders('a header of rules that load ahead', (at) => ({ 'speculation-rules': `"${at.own}/rules.json"` })),
  byHeaders('a header that lets others in', () => ({
    'access-control-allow-origin': '*',
    'access-control-allow-credentials': 'true',
    'service-worker-allowed': '/',
  })),
  byHeaders('a header that moves the server', (at) => ({ 'alt-svc': `h2="localhost:${at.port}"` })),
  byHeaders('a header that asks for a password', () => ({ 'www-authenticate': 'Basic realm="Atelier"' }), 401),
  byHeaders('a header that sends on', (at) => ({ refresh: `0; url=${at.portal}/sign-out` })),
  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `an answer ${status} to every page`,
    run: (at) =>
      each(readable(at), (address) =>
        loaded(made('iframe', { src: at.sendOn(address, status) }), (frame) => {
          try {
            return frame.contentDocument.documentElement.outerHTML;
          } catch {
            return '';
          }
        }),
      ),
  })),
  {
    name: 'other names of the machine, by fetch',
    run: (at) =>
      each(names, async (name) => {
        const said = await Promise.all(
          ['/', '/tokens', '/lab'].map((path) =>
            fetch(`http://${name}:${at.port}${path}`, { credentials: 'include' }).then(
              (one) => one.text(),
              () => '',
            ),
          ),
        );
        return said.join();
      }),
  },
  {
    name: 'other names of the machine, by forms',
    run: (at) =>
      each(names, async (name) => {
        for (const path of ['/sign-out', '/open-space']) {
          await fetch(`http://${name}:${at.port}${path}`, {
            method: 'POST',
            mode: 'no-cors',
            credentials: 'include',
            body: new URLSearchParams({ project: 'costs' }),
          }).catch(() => undefined);
        }
        return '';
      }),
  },
  {
    name: 'other names of the machine, in a window',
    isLink: true,
    run: (at) =>
      each(names, async (name) => {
        const opened = window.open(`http://${name}:${at.port}/device?user_code=${at.userCode}`);
        await pause(500);
        try {
          return opened.document.documentElement.outerHTML;
        } catch {
          return '';
        }
      }),
  },
  {
    name: 'a scheme that the browser hands to a page',
    run: async (at) => {
      navigator.registerProtocolHandler('web+atelier', `${location.origin}/%s`);
      await loaded(made('iframe', { src: 'web+atelier:x' }));
      return each([`${at.portal}/tokens`], async (address) => (await fetch(`view-source:${address}`)).text());
    },
  },
];
