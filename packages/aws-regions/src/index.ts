export { regionWord } from './region-word.ts';
export { type Region, type RegionalService, regionNamed, regions, zonesWithoutWarehouse } from './regions.ts';
export { serviceOf } from './service-name.ts';
