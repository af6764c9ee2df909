import { html } from 'hono/html';
import type { DoorPage } from './page-text.ts';

/** Where somebody says who they are, at the embedded provider. */
export function signInPage(
  workspace: string,
  { uid, name = '', wrong = '' }: { readonly uid: string; readonly name?: string; readonly wrong?: string },
): DoorPage {
  const path = `/sign-in/step/${uid}`;
  const body = html`<div role="alert" id="wrong">${wrong}</div>
<form method="post" action="${path}/password">
<label for="name">Name</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required aria-describedby="wrong" ${wrong === '' ? 'autofocus' : ''}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required aria-describedby="wrong" ${wrong === '' ? '' : 'autofocus'}>
<button>Sign in</button>
</form>
<div data-passkeys hidden>
<button type="button" class="second" data-ceremony="use" data-path="${path}/passkey">Sign in with a passkey</button>
</div>
<p class="hint">No password yet, or lost? Whoever keeps this workspace makes you an invitation: <code>atelier person invite NAME</code></p>
<script type="module" src="/.atelier/passkeys.js"></script>`;
  return { title: 'Sign in', workspace, body };
}
