// What a browser keeps, by origin, and by host.
import { each, made, plant, readable, within } from './targets.js';

const worker = (code) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
const sessionName = (at) => `atelier-${at.port}-session`;

export const ways = [
  ...['/worker.js', '/lab/worker.js', '/.atelier/worker.js'].map((path) => ({
    name: `a service worker at ${path}`,
    run: async () => {
      await navigator.serviceWorker.register(path, { scope: '/' });
      return 'SECRET: a worker sees all that its readers ask';
    },
  })),
  {
    name: 'a service worker of another origin',
    run: async (at) => {
      await navigator.serviceWorker.register(`${at.portal}/.atelier/passkeys.js`);
      return 'SECRET: a worker';
    },
  },
  {
    name: 'a worker that others share, of another origin',
    run: (at) =>
      each([`${at.portal}/.atelier/passkeys.js`, `${at.costs}/module.js`], async (address) => {
        const shared = new SharedWorker(address);
        return within(
          800,
          new Promise((resolve) => {
            shared.port.onmessage = ({ data }) => resolve(data);
            shared.onerror = () => resolve('');
            shared.port.start();
          }),
        );
      }),
  },
  {
    name: 'scripts of another origin in a worker',
    run: (at) => {
      const started = new Worker(
        worker(`try { importScripts('${at.costs}/module.js'); postMessage(self.leaked) } catch { postMessage('') }`),
      );
      return within(
        1000,
        new Promise((resolve) => {
          started.onmessage = ({ data }) => resolve(data);
        }),
      );
    },
  },
  {
    name: 'a worklet of another origin',
    run: async (at) => {
      await CSS.paintWorklet?.addModule(`${at.costs}/module.js`, { credentials: 'include' });
      return '';
    },
  },
  {
    name: 'a channel that all pages of an origin hear',
    run: (at) =>
      within(
        1000,
        new Promise((resolve) => {
          const channel = new BroadcastChannel('atelier');
          channel.onmessage = ({ data }) => resolve(data);
          window.open(`${at.costs}/listens.html`);
        }),
      ),
    isLink: true,
  },
  {
    name: 'what pages of other origins have kept',
    isLink: true,
    run: async (at) => {
      window.open(`${at.costs}/names.html`);
      await within(900, new Promise(() => undefined));
      const databases = await indexedDB.databases();
      const caches = await window.caches.keys();
      return [
        localStorage.getItem('kept'),
        sessionStorage.getItem('kept'),
        ...databases.map(({ name }) => name),
        ...caches,
      ].join();
    },
  },
  {
    name: 'answers that are put into a cache',
    run: (at) =>
      each(readable(at), async (address) => {
        const cache = await caches.open('x');
        await cache.add(new Request(address, { credentials: 'include' }));
        return (await cache.match(address)).text();
      }),
  },
  {
    name: 'cookies for all hosts',
    plants: true,
    run: async (at) => {
      const hosts = ['localhost', '.localhost', new URL(at.john).hostname, new URL(at.costs).hostname, '127.0.0.1'];
      for (const domain of hosts) {
        for (const name of [sessionName(at), `__Host-${sessionName(at)}`, `__Secure-${sessionName(at)}`]) {
          plant(`${name}=planted; path=/; domain=${domain}`);
          plant(`${name}=planted; path=/; domain=${domain}; Secure; SameSite=None`);
          await window.cookieStore?.set({ name, value: 'planted', domain, path: '/' }).catch(() => undefined);
        }
      }
      return '';
    },
  },
  {
    name: 'cookies that are out of reach of script',
    run: async () => {
      const all = (await window.cookieStore?.getAll()) ?? [];
      const seen = `${document.cookie}; ${all.map(({ name, value }) => `${name}=${value}`).join('; ')}`;
      return /session=/.test(seen) ? `SECRET ${seen}` : '';
    },
  },
  {
    name: 'more cookies than a browser keeps',
    run: async () => {
      for (let number = 0; number < 400; number += 1) plant(`c${number}=${number}; path=/`);
      return '';
    },
  },
  {
    name: 'cookies that no server takes',
    run: async () => {
      for (let number = 0; number < 40; number += 1) plant(`big${number}=${'x'.repeat(3900)}; path=/`);
      return '';
    },
  },
  {
    name: 'a cookie of its own in the place of the session',
    run: async (at) => {
      for (let number = 0; number < 400; number += 1) plant(`c${number}=${number}; path=/`);
      plant(`${sessionName(at)}=${'A'.repeat(43)}; path=/`);
      plant(`${sessionName(at)}=${'B'.repeat(43)}; path=/lab`);
      return '';
    },
  },
  {
    name: 'a page of its own where people come in',
    run: async () => {
      history.replaceState(null, '', '/.atelier/enter?code=x&state=y');
      const said = await Promise.all(
        ['/.atelier/enter', '/.atelier/style.css'].map((path) => fetch(path).then((one) => one.text())),
      );
      document.body.append(made('p', {}));
      return said.join().includes('code=') ? said.join() : '';
    },
  },
];
