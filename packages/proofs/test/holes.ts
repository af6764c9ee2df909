import type { Proof } from '../src/index.ts';
import { accessHoles, refusalHoles } from './access-holes.ts';
import type { Hole } from './hole.ts';
import { networkHoles } from './network-holes.ts';
import { openedHoles } from './opened-holes.ts';
import { perimeterHoles } from './perimeter-holes.ts';
import { storeHoles } from './store-holes.ts';
import { templateHoles } from './template-holes.ts';
import { sparkHoles, workHoles } from './work-holes.ts';

/** The proof of templates in which nothing is wrong, and nothing unknown. */
export const allProven: Proof = {
  ok: true,
  verdicts: {
    'isolation-in': 'proven',
    'isolation-out': 'proven',
    encryption: 'proven',
    access: 'proven',
    endpoints: 'proven',
    supplies: 'proven',
  },
  findings: [],
  accepted: [],
};

/** Holes that can be dug in the templates of any workspace. */
export const holes: readonly Hole[] = [
  ...templateHoles,
  ...networkHoles,
  ...workHoles,
  ...storeHoles,
  ...perimeterHoles,
  ...accessHoles,
  ...openedHoles,
];

/** Holes for which the fixture has what others may lack. */
export const fixtureHoles: readonly Hole[] = [...refusalHoles, ...sparkHoles];
