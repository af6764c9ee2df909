import type { NetworkFacts } from './network-facts.ts';
import { type Area, type Box, colours, type Shape, type Text, write, writeLines } from './shape.ts';

const servicesHeight = 46;
/** Between the network's frame and what is outside. */
const way = 38;
const lineHeight = 17;
const leastHeight = 96;

interface Room {
  /** The network. */
  readonly frame: Area;
  /** Right of it. */
  readonly width: number;
  readonly zonesEnd: number;
  readonly endpointsTop: number;
}

/** Right of the network: the internet, behind a wall or at the end of the way out; and AWS, where endpoints lead. */
export function drawOutside(
  { internetRoutes }: NetworkFacts,
  { frame, width, zonesEnd, endpointsTop }: Room,
): readonly Shape[] {
  const edge = frame.x + frame.width;
  const x = edge + way;
  const right = { x, width: width + 16 - way };
  const internet: Box = {
    kind: 'box',
    ...right,
    y: frame.y + 48,
    height: Math.max(leastHeight, zonesEnd - frame.y - 48),
    fill: colours.panel,
    stroke: colours.panelEdge,
  };
  const services = (endpointsTop + frame.y + frame.height - 20 - servicesHeight) / 2;
  const middle = services + servicesHeight / 2;
  return [
    internet,
    ...drawInternet(internet, internetRoutes),
    ...drawWay(internetRoutes, edge, internet),
    {
      kind: 'box',
      ...right,
      y: services,
      height: servicesHeight,
      fill: colours.endpointFill,
      stroke: colours.endpoint,
    },
    write(x + 14, services + 20, 'Services of AWS', 13, colours.endpoint, 'bold'),
    write(x + 14, services + 37, "in AWS's own network", 12, colours.endpoint),
    arrow(edge - 19, x, middle),
  ];
}

type Ways = NetworkFacts['internetRoutes'];

/** How high the picture of the internet has to be for all that it says, beside a network. */
export function internetHeight({ internetRoutes }: NetworkFacts, width: number): number {
  const lines = drawInternet({ x: 0, y: 0, width: width + 16 - way, height: 0 }, internetRoutes);
  return Math.max(leastHeight, ...lines.map(({ y }) => y + 14));
}

function drawInternet({ x, y, width }: Area, ways: Ways): readonly Text[] {
  const [title = '', ...lines] = saidOf(ways);
  const colour = ways?.length === 0 ? colours.wall : colours.gateway;
  const shapes = [write(x + 14, y + 26, 'Internet', 14, colours.ink, 'bold')];
  let line = y + 50;
  for (const each of [
    write(x + 14, 0, title, 12, colour, 'bold'),
    ...lines.map((text) => write(x + 14, 0, text, 12, colour)),
  ]) {
    const said = writeLines({ ...each, y: line }, width - 28, lineHeight);
    shapes.push(...said.shapes);
    line += said.height;
  }
  return shapes;
}

function saidOf(ways: Ways): readonly string[] {
  if (ways === null) return ['Not known', 'nobody has said', 'where this network leads'];
  if (ways.length === 0) return ['No internet route:', 'no internet gateway', 'no NAT gateway', 'no public address'];
  return ['Internet routes:', ...new Set(ways)];
}

function drawWay(ways: Ways, edge: number, internet: Area): readonly Shape[] {
  const { x, y, height } = internet;
  if (ways === null) return [];
  if (ways.length > 0) return [arrow(edge, x, y + height / 2)];
  return [{ kind: 'wall', x: edge + (way - 8) / 2, y, width: 8, height, fill: colours.wall }];
}

function arrow(from: number, to: number, y: number): Shape {
  const points = [[from, y] as const, [to - 2, y] as const];
  return { kind: 'arrow', points, stroke: colours.stackEdge };
}
