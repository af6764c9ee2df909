// What script of a space could want of its reader's: pages to read, and requests that change something.

/** Addresses whose answers hold something of the reader's. */
export function readable(at) {
  const { portal, john, costs, tracking, otherTracking } = at;
  return [
    `${portal}/`,
    `${portal}/openapi.json`,
    `${portal}/tokens`,
    `${portal}/device?user_code=${at.userCode}`,
    `${portal}/invitations`,
    `${portal}/projects/sales/tracking/`,
    `${portal}/spaces/july/costs/lab`,
    `${john}/lab`,
    `${costs}/lab`,
    `${costs}/api/contents`,
    `${tracking}/`,
    `${otherTracking}/`,
  ];
}

/** Requests that a form can make: method POST, and what it says. */
export function forms(at) {
  return [
    { address: `${at.portal}/open-space`, fields: { project: 'costs' } },
    { address: `${at.portal}/device`, fields: { user_code: at.userCode, answer: 'allow' } },
    { address: `${at.costs}/api/contents`, fields: { type: 'notebook' } },
    { address: `${at.john}/api/contents`, fields: { type: 'notebook' } },
    { address: `${at.tracking}/ajax-api/2.0/mlflow/experiments/delete`, fields: { experiment_id: '1' } },
    { address: `${at.portal}/sign-out`, fields: {} },
  ];
}

/** Requests that carry JSON, under whatever type it is sent. */
export function documents(at) {
  return [
    { address: `${at.portal}/tokens`, json: { name: 'theirs', scope: 'all', project: null, keys: false } },
    { address: `${at.portal}/projects/costs/sql`, json: { sql: 'drop table sales' } },
    { address: `${at.costs}/api/kernels`, json: { name: 'python3' } },
    { address: `${at.tracking}/ajax-api/2.0/mlflow/experiments/delete`, json: { experiment_id: '1' } },
  ];
}

/** Do something for each, and give all the text that came of it. */
export async function each(list, perform) {
  const said = await Promise.all(list.map(async (one) => within(1500, perform(one)).catch(() => '')));
  return said.join('\n');
}

/** What a promise gives, or nothing after so many milliseconds. */
export function within(millis, promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve(''), millis))]);
}

/** What has become of an element that loads something, and of what can be seen of it. */
export function loaded(element, seen = () => '') {
  document.body.append(element);
  return within(
    1500,
    new Promise((resolve) => {
      element.onload = () => resolve(seen(element));
      element.onerror = () => resolve('');
    }),
  );
}

/** An element with attributes. */
export function made(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A form, ready to be sent. */
export function formOf({ address, fields }, attributes = {}) {
  const form = made('form', { method: 'post', action: address, ...attributes });
  for (const [name, value] of Object.entries(fields)) form.append(made('input', { type: 'hidden', name, value }));
  document.body.append(form);
  return form;
}

/** Set a cookie as script can. */
export function plant(text) {
  // biome-ignore lint/suspicious/noDocumentCookie: the way that every browser has
  document.cookie = text;
}
