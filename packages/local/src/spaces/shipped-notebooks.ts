import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A notebook that comes with Atelier. */
export interface ShippedNotebook {
  readonly name: string;
  readonly folder: string;
}

const folder = fileURLToPath(new URL('../../../../python/atelier/notebook/shipped', import.meta.url));

/** The notebooks that come with Atelier, and that lie in every home folder. */
export function shippedNotebooks(): readonly ShippedNotebook[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));
  return files.toSorted().map((file) => ({ name: file.slice(0, -'.ipynb'.length), folder }));
}
