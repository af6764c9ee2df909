import { html } from 'hono/html';

/** HTML in which everything that was put in is escaped. */
export type Html = ReturnType<typeof html>;

/** A page of the front door. */
export interface DoorPage {
  readonly title: string;
  readonly workspace: string;
  readonly body: Html;
  /** Path that the browser goes on to by itself. */
  readonly goOn?: string;
}

/** Headers of each page: nothing of it is kept, framed, loaded from elsewhere or told elsewhere. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // With no-referrer a browser would leave out Origin too, by which our own forms are known.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The whole document. */
export async function pageText({ title, workspace, body, goOn }: DoorPage): Promise<string> {
  const refresh = goOn === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${goOn}">`;
  return String(
    await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}
<title>${title} · ${workspace}</title>
<link rel="icon" href="/.atelier/icon.svg">
<link rel="stylesheet" href="/.atelier/style.css">
</head>
<body>
<main>
<p class="workspace">${workspace}</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`,
  );
}
