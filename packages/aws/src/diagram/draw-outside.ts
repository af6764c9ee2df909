import type { NetworkFacts } from './network-facts.ts';
import { type Area, type Box, colours, type Shape, shortened, write } from './shape.ts';

const servicesHeight = 46;
/** Between the network's frame and what is outside. */
const way = 38;
/** As many as fit beside the zones. */
const mostWays = 4;

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
    height: Math.max(96, zonesEnd - frame.y - 48),
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

function drawInternet({ x, y, width }: Area, ways: Ways): readonly Shape[] {
  const [title = '', ...lines] = saidOf(ways);
  const colour = ways?.length === 0 ? colours.wall : colours.gateway;
  const room = width - 28;
  return [
    write(x + 14, y + 26, 'Internet', 14, colours.ink, 'bold'),
    write(x + 14, y + 50, shortened(title, room, 12, 'bold'), 12, colour, 'bold'),
    ...lines.map((line, row) => write(x + 14, y + 68 + row * 17, shortened(line, room, 12), 12, colour)),
  ];
}

function saidOf(ways: Ways): readonly string[] {
  if (ways === null) return ['Not known', 'nobody has said', 'where this network leads'];
  if (ways.length === 0) return ['No way out or in:', 'no internet gateway', 'no NAT gateway', 'no public address'];
  const each = [...new Set(ways)];
  const rest = each.length - mostWays;
  return ['Way out:', ...each.slice(0, mostWays), ...(rest > 0 ? [`and ${rest} more`] : [])];
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
