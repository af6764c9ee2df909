import { html } from 'hono/html';
import type { DoorPage } from '../sign-in/pages/page-text.ts';

/** A page about devices, before it is known of which workspace it is. */
export type DevicePage = Omit<DoorPage, 'workspace'>;

/** Asks for the code that a device shows. */
export function codePage(said?: string): DevicePage {
  return {
    title: 'Let a device in',
    body: html`<p>A command line that you sign in with <code>atelier login</code> shows a code.</p>
${said === undefined ? '' : html`<p role="alert">${said}</p>`}
<form method="get" action="/device"><label for="user_code">Code</label>
<input id="user_code" name="user_code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12">
<button>Go on</button></form>`,
  };
}

/** Asks whether a device may act in somebody's name. */
export function allowPage({
  device,
  userCode,
  person,
}: Readonly<Record<'device' | 'userCode' | 'person', string>>): DevicePage {
  return {
    title: 'Let this device in?',
    body: html`<p>Something that calls itself <strong>${device}</strong> asks to act as <strong>${person}</strong>. It could do all that you may do, until you end its token with <code>atelier token end</code>.</p>
<p>Allow it only if you have just typed <code>atelier login</code> yourself, and the code there is</p>
<p class="code">${userCode}</p>
<p>If a link in a notebook or a message led you here, somebody else would be let in as you: refuse.</p>
<form method="post" action="/device"><input type="hidden" name="user_code" value="${userCode}">
<button name="answer" value="allow" disabled data-steady>Allow</button> <button class="second" name="answer" value="refuse">Refuse</button></form>
<noscript><p class="hint">To allow a device, this page needs JavaScript.</p></noscript>
<script type="module" src="/.atelier/steady.js"></script>`,
  };
}

/** Says what has become of it. */
export function donePage(title: string, said: string): DevicePage {
  return { title, body: html`<p role="status">${said}</p><p><a href="/">To the portal</a></p>` };
}
