import type { ServerResponse } from 'node:http';
import { html } from 'hono/html';

/** A text of HTML in which every value has been escaped. */
export type Markup = ReturnType<typeof html>;

/** Colours and type; no font and no picture comes from anywhere. */
const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
button, input { font: inherit; padding: .4rem .8rem; border-radius: .4rem; border: 1px solid var(--line); }
button { cursor: pointer; background: #1d4ed8; color: #fff; border-color: #1d4ed8; } button.quiet { background: none; color: inherit; border-color: var(--line); }
label { display: block; margin: .75rem 0 .25rem; } form { margin: 0; } header form { float: right; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid #60a5fa; outline-offset: 2px; }
.said { padding: .75rem 1rem; border-left: 4px solid #b91c1c; background: color-mix(in srgb, #b91c1c 10%, transparent); }
`;

/** One whole page of the portal. */
export function pageOf(title: string, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/portal.css"></head>
<body>${body}</body>
</html>`;
}

/** The style sheet of every page. */
export function answerStyle(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/css; charset=utf-8',
    ...safe("default-src 'none'"),
    'cache-control': 'max-age=300',
  });
  response.end(style);
}

/**
 * Answer with a page.
 *
 * @param formsTo origins that a form may lead to, besides that of the page
 */
export async function answerPage(response: ServerResponse, status: number, page: Markup, formsTo = ''): Promise<void> {
  const policy = `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ${formsTo}; frame-ancestors 'none'; base-uri 'none'`;
  const body = String(await page);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    ...safe(policy),
  });
  response.end(body);
}

/** Headers by which a browser takes a page for what it says it is, and keeps it out of others. */
function safe(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
