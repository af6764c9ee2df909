// Elements that load or send something.
import { documents, each, formOf, forms, loaded, made, readable, within } from './targets.js';

const byElement = (name, attribute, more = {}) => ({
  name: `<${[name, attribute, ...Object.entries(more).map(([key, value]) => (value ? `${key}=${value}` : key))].join(' ')}>`,
  run: (at) => each(readable(at), (address) => loaded(made(name, { ...more, [attribute]: address }), documentOf)),
});

/** What is to be seen of what an element has loaded. */
function documentOf(element) {
  try {
    const inside = element.contentDocument ?? element.getSVGDocument?.();
    return inside?.documentElement.outerHTML ?? '';
  } catch {
    return '';
  }
}

/** A frame whose own page sends the forms to itself. */
function sendingFrame(at, attributes, wrap) {
  const inner = forms(at)
    .map(
      ({ address, fields }) =>
        `<form method="post" target="_blank" action="${address}">${Object.entries(fields)
          .map(([name, value]) => `<input name="${name}" value="${value}">`)
          .join('')}</form>`,
    )
    .join('');
  const page = `${inner}<script>for (const form of document.forms) form.submit()</script>`;
  const frame = made('iframe', attributes);
  wrap(frame, page);
  return loaded(frame);
}

const all = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation';

export const ways = [
  byElement('img', 'src'),
  byElement('img', 'src', { crossorigin: 'use-credentials' }),
  byElement('img', 'srcset'),
  byElement('img', 'src', { referrerpolicy: 'no-referrer' }),
  byElement('script', 'src'),
  byElement('script', 'src', { type: 'module', crossorigin: 'use-credentials' }),
  byElement('link', 'href', { rel: 'stylesheet' }),
  byElement('link', 'href', { rel: 'preload', as: 'fetch', crossorigin: 'use-credentials' }),
  byElement('link', 'href', { rel: 'modulepreload' }),
  byElement('link', 'href', { rel: 'prefetch' }),
  byElement('link', 'href', { rel: 'prerender' }),
  byElement('link', 'href', { rel: 'icon' }),
  byElement('link', 'href', { rel: 'manifest', crossorigin: 'use-credentials' }),
  byElement('object', 'data', { type: 'text/html' }),
  byElement('embed', 'src', { type: 'text/html' }),
  byElement('iframe', 'src'),
  byElement('iframe', 'src', { sandbox: 'allow-scripts allow-same-origin allow-forms' }),
  byElement('iframe', 'src', { credentialless: '' }),
  byElement('iframe', 'src', { csp: "default-src 'none'" }),
  byElement('fencedframe', 'src'),
  byElement('portal', 'src'),
  byElement('video', 'src', { crossorigin: 'use-credentials', autoplay: '' }),
  byElement('audio', 'src', { autoplay: '' }),
  byElement('input', 'src', { type: 'image' }),
  {
    name: 'a script whose global names are read',
    run: async (at) => {
      await each([`${at.costs}/module.js`, `${at.portal}/projects/sales/tracking/module.js`], (address) =>
        loaded(made('script', { src: address })),
      );
      return String(window.leaked ?? '');
    },
  },
  {
    name: 'import() of a module',
    run: (at) => each([`${at.costs}/module.js`], (address) => import(address).then((module) => module.leaked)),
  },
  {
    name: 'a picture of SVG that draws another page',
    run: (at) =>
      each(readable(at), async (address) => {
        const text = `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}"/><use href="${address}#a"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${address}"/></foreignObject></svg>`;
        document.body.insertAdjacentHTML('beforeend', text);
        return '';
      }),
  },
  {
    name: 'rules of style that load, and are read',
    run: (at) =>
      each([...readable(at), `${at.costs}/leaked.css`], async (address) => {
        const style = made('style', {});
        style.textContent = `@import url("${address}"); @font-face { font-family: x; src: url("${address}") }
          body { background: url("${address}"); cursor: url("${address}"), auto } .x { font-family: x; mask: url("${address}#m") }`;
        await loaded(style);
        return [...(style.sheet?.cssRules ?? [])].map((rule) => rule.styleSheet?.cssRules[0]?.cssText ?? '').join();
      }),
  },
  {
    name: 'a link that pings',
    run: async (at) => {
      for (const { address } of forms(at)) {
        const link = made('a', { href: '#', ping: address });
        document.body.append(link);
        link.click();
      }
      return '';
    },
  },
  {
    name: 'a link that downloads',
    isLink: true,
    run: async (at) => {
      for (const address of readable(at).slice(0, 3)) {
        const link = made('a', { href: address, download: 'x' });
        document.body.append(link);
        link.click();
      }
      return '';
    },
  },
  ...['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'].map((enctype) => ({
    name: `a form of ${enctype}, into a new window`,
    run: (at) =>
      each(forms(at), async (form) => {
        formOf(form, { enctype, target: '_blank' }).submit();
        return '';
      }),
  })),
  {
    name: 'a form into a frame',
    run: (at) =>
      each(forms(at), async (form) => {
        const frame = made('iframe', { name: `frame-${Math.random()}` });
        document.body.append(frame);
        const shown = new Promise((resolve) => {
          frame.onload = () => resolve(documentOf(frame));
        });
        formOf(form, { target: frame.name }).submit();
        return shown;
      }),
  },
  {
    name: 'a form without a referrer, into a new window',
    run: (at) =>
      each(forms(at), async (form) => {
        formOf(form, { target: '_blank', rel: 'noreferrer' }).submit();
        return '';
      }),
  },
  {
    name: 'a form whose page tells no referrer',
    run: (at) =>
      each(forms(at), async (form) => {
        document.head.append(made('meta', { name: 'referrer', content: 'no-referrer' }));
        formOf(form, { target: '_blank' }).submit();
        return '';
      }),
  },
  {
    name: 'JSON in the name of a field of a form',
    run: (at) =>
      each(documents(at), async ({ address, json }) => {
        const text = JSON.stringify(json);
        formOf(
          { address, fields: { [`${text.slice(0, -1)},"x":"`]: '"}' } },
          { enctype: 'text/plain', target: '_blank' },
        ).submit();
        return '';
      }),
  },
  {
    name: 'forms in a frame without an origin',
    run: (at) => sendingFrame(at, { sandbox: all }, (frame, page) => frame.setAttribute('srcdoc', page)),
  },
  {
    name: 'forms in a frame of the page itself',
    run: (at) => sendingFrame(at, {}, (frame, page) => frame.setAttribute('srcdoc', page)),
  },
  {
    name: 'forms in a frame of data',
    run: (at) =>
      sendingFrame(at, {}, (frame, page) => frame.setAttribute('src', `data:text/html,${encodeURIComponent(page)}`)),
  },
  {
    name: 'forms in a frame of a blob',
    run: (at) =>
      sendingFrame(at, {}, (frame, page) => {
        frame.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
      }),
  },
  {
    name: 'a base of addresses elsewhere',
    run: async (at) => {
      document.head.append(made('base', { href: `${at.portal}/` }));
      const said = await fetch('tokens', { credentials: 'include' }).then((answer) => answer.text());
      const picture = loaded(made('img', { src: 'tokens' }));
      return `${said} ${await picture}`;
    },
  },
  {
    name: 'rules that fetch and render ahead',
    run: async (at) => {
      const urls = readable(at);
      const rules = made('script', { type: 'speculationrules' });
      const one = { source: 'list', urls, eagerness: 'immediate' };
      rules.textContent = JSON.stringify({ prefetch: [one], prerender: [one] });
      document.body.append(rules);
      return within(500, new Promise(() => undefined));
    },
  },
];
