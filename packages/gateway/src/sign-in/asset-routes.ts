import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import type { PortalEnvironment } from './sign-in-parts.ts';

const assets = [
  ['icon.svg', 'image/svg+xml'],
  ['style.css', 'text/css; charset=utf-8'],
  ['passkeys.js', 'text/javascript; charset=utf-8'],
  ['steady.js', 'text/javascript; charset=utf-8'],
] as const;

/** What the pages load besides themselves. */
export function addAssetRoutes(app: Hono<PortalEnvironment>): void {
  for (const [name, type] of assets) {
    const text = readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
    app.get(`/.atelier/${name}`, (context) => {
      const headers = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
      return context.body(text, 200, { 'content-type': type, ...headers });
    });
  }
}
