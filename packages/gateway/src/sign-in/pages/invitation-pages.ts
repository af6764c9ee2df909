import { html } from 'hono/html';
import type { DoorPage } from './page-text.ts';

/** Where an invitation leads: its code stands behind the # of the address, and comes into the field from there. */
export function invitationPage(workspace: string, wrong = ''): DoorPage {
  const body = html`<div role="alert">${wrong}</div>
<form method="post" action="/invitations">
<label for="code">Code of the invitation</label>
<input id="code" name="code" autocomplete="off" spellcheck="false" required data-from-address>
<p class="hint">What stands behind the # of the link that you were given.</p>
<button>Go on</button>
</form>
<script type="module" src="/.atelier/passkeys.js"></script>`;
  return { title: 'Your invitation', workspace, body };
}

/** Where somebody who was invited sets how they sign in. */
export function welcomePage(
  workspace: string,
  { code, person, wrong = '' }: { readonly code: string; readonly person: string; readonly wrong?: string },
): DoorPage {
  const body = html`<div role="alert">${wrong}</div>
<p>Set how you sign in from now on. It takes the place of whatever you had before.</p>
<section data-passkeys hidden>
<h2>With a passkey</h2>
<p class="hint">Your device, phone or security key keeps it; there is nothing to remember or to give away.</p>
<button type="button" data-ceremony="make" data-path="/invitations/passkey" data-code="${code}">Make a passkey</button>
</section>
<section>
<h2>With a password</h2>
<form method="post" action="/invitations/password">
<input type="hidden" name="code" value="${code}">
<input type="text" name="username" value="${person}" autocomplete="username" hidden readonly>
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required aria-describedby="rule">
<p class="hint" id="rule">At least 12 characters; not your name or the workspace's.</p>
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required>
<button class="second">Set the password</button>
</form>
</section>
<script type="module" src="/.atelier/passkeys.js"></script>`;
  return { title: `Welcome, ${person}`, workspace, body };
}
