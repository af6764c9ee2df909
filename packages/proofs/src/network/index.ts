export { crossing } from './crossing.ts';
export { endpointPassage } from './endpoint-passage.ts';
export { internetPassage } from './internet-passage.ts';
export { type NetworkGround, networkGround } from './network-ground.ts';
export type { Passage } from './passage.ts';
export { type Spot, spotOf } from './spot.ts';
export { portsText, type TcpPorts } from './tcp-ports.ts';
export { visitPassage } from './visit-passage.ts';
