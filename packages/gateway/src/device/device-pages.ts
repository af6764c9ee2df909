import { html } from 'hono/html';
import { type Markup, pageOf } from '../portal/page.ts';

/** Asks for the code that a device shows. */
export function codePage(said?: string): Markup {
  return pageOf(
    'Let a device in',
    html`<main><h1>Let a device in</h1>${said === undefined ? '' : html`<p class="said" role="alert">${said}</p>`}
<form method="get" action="/device"><label for="user_code">The code that it shows</label>
<input id="user_code" name="user_code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12">
<button>Go on</button></form></main>`,
  );
}

/** Asks whether a device may act in somebody's name. */
export function allowPage({
  device,
  userCode,
  person,
}: Readonly<Record<'device' | 'userCode' | 'person', string>>): Markup {
  return pageOf(
    'Let a device in',
    html`<main><h1>Let this device in?</h1>
<p><strong>${device}</strong> asks to act as <strong>${person}</strong>: it could do all that you may do, until you end its token.</p>
<p>Allow it only if you have just begun this yourself, and it shows the code <strong>${userCode}</strong>.</p>
<form method="post" action="/device"><input type="hidden" name="user_code" value="${userCode}">
<button name="answer" value="allow">Allow</button> <button class="quiet" name="answer" value="refuse">Refuse</button></form></main>`,
  );
}

/** Says what has become of it. */
export function donePage(title: string, said: string): Markup {
  return pageOf(
    title,
    html`<main><h1>${title}</h1><p role="status">${said}</p><p><a href="/">To the portal</a></p></main>`,
  );
}
