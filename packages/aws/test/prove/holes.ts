import { accessHoles, refusalHoles } from './access-holes.ts';
import type { Hole } from './hole.ts';
import { networkHoles } from './network-holes.ts';
import { storeHoles } from './store-holes.ts';
import { templateHoles } from './template-holes.ts';
import { sparkHoles, workHoles } from './work-holes.ts';

/** Holes that can be dug in the templates of any workspace. */
export const holes: readonly Hole[] = [...templateHoles, ...networkHoles, ...workHoles, ...storeHoles, ...accessHoles];

/** Holes for which the fixture has what others may lack. */
export const fixtureHoles: readonly Hole[] = [...refusalHoles, ...sparkHoles];
