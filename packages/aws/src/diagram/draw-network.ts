import { drawOutside, internetHeight } from './draw-outside.ts';
import type { DrawnSubnet, NetworkFacts } from './network-facts.ts';
import { type Area, type Box, colours, type Part, type Shape, type Text, widthOf, write, writeLines } from './shape.ts';

const inset = 20;
const gap = 16;
const lineHeight = 17;
const chipHeight = 28;
const chipSize = 13;
const outsideWidth = 210;

type Room = Omit<Area, 'height'>;

/** The network from `room.y` down: subnets and endpoints behind their walls, and what is outside. */
export function drawNetwork(facts: NetworkFacts, { x, y, width }: Room): Part {
  const frameWidth = width - outsideWidth - gap;
  const inner = { x: x + inset, width: frameWidth - 2 * inset };
  const [ours, others] = [
    facts.subnets.filter(({ isPublic }) => !isPublic),
    facts.subnets.filter(({ isPublic }) => isPublic),
  ];
  const work = drawWall(facts.workGroups, { ...inner, y: y + 48 }, (room) => drawZones(ours, room));
  const open = drawZones(others, { ...inner, y: work.bottom + gap });
  const drawn = others.length === 0 ? work : { shapes: [...work.shapes, ...open.shapes], bottom: open.bottom };
  // What is beside them has to have room as well.
  const zones = { ...drawn, bottom: Math.max(drawn.bottom, y + 48 + internetHeight(facts, outsideWidth)) };
  const endpoints = drawWall(facts.endpointGroups, { ...inner, y: zones.bottom + gap }, (room) =>
    drawEndpoints(facts, room),
  );
  const height = endpoints.bottom + inset - y;
  const frame: Box = {
    kind: 'box',
    x,
    y,
    width: frameWidth,
    height,
    fill: colours.networkFill,
    stroke: colours.network,
  };
  const heading = write(inner.x, y + 31, `Network ${facts.range}`, 16, colours.network, 'bold');
  const outside = drawOutside(facts, {
    frame,
    width: outsideWidth,
    zonesEnd: zones.bottom,
    endpointsTop: zones.bottom + gap,
  });
  return { shapes: [frame, heading, ...zones.shapes, ...endpoints.shapes, ...outside], bottom: y + height };
}

/** A dashed frame with what its security groups promise on top. */
function drawWall(groups: readonly string[], { x, y, width }: Room, draw: (room: Room) => Part): Part {
  const captions: Text[] = [];
  for (const group of groups) {
    const line = write(x + 14, y + 23 + captions.length * 18, `Security group: ${group}`, 13, colours.wall, 'bold');
    captions.push(...writeLines(line, width - 28, 18).shapes);
  }
  const inside = draw({ x: x + 14, y: y + 16 + captions.length * 18, width: width - 28 });
  const bottom = inside.bottom + 14;
  const frame: Box = {
    kind: 'box',
    x,
    y,
    width,
    height: bottom - y,
    fill: colours.page,
    stroke: colours.wall,
    dashed: true,
  };
  return { shapes: [frame, ...captions, ...inside.shapes], bottom };
}

function drawZones(subnets: readonly DrawnSubnet[], { x, y, width }: Room): Part {
  const zones = [...Map.groupBy(subnets, ({ zone }) => zone)];
  const column = Math.floor((width - gap * (zones.length - 1)) / Math.max(1, zones.length));
  const drawn = zones.map(([zone, its], index) => {
    const left = x + index * (column + gap);
    const name = writeLines(write(left + 12, y + 22, zone, 13, colours.quiet, 'bold'), column - 24, lineHeight);
    const below = drawSubnets(its, { x: left + 10, y: y + 17 + name.height, width: column - 20 });
    return { left, shapes: [...name.shapes, ...below.shapes], bottom: below.bottom };
  });
  const bottom = Math.max(y + 36, ...drawn.map((zone) => zone.bottom)) + 10;
  const frame = {
    kind: 'box',
    y,
    width: column,
    height: bottom - y,
    fill: colours.panel,
    stroke: colours.panelEdge,
  } as const;
  return { shapes: drawn.flatMap(({ left, shapes }): Shape[] => [{ ...frame, x: left }, ...shapes]), bottom };
}

function drawSubnets(subnets: readonly DrawnSubnet[], { x, y, width }: Room): Part {
  let bottom = y - 8;
  const shapes = subnets.flatMap((subnet): readonly Shape[] => {
    const part = drawSubnet(subnet, { x, y: bottom + 8, width });
    bottom = part.bottom;
    return part.shapes;
  });
  return { shapes, bottom };
}

function drawSubnet({ range, isPublic, endpoints }: DrawnSubnet, { x, y, width }: Room): Part {
  const stroke = isPublic ? colours.gateway : colours.network;
  const works = endpoints > 0 ? 'Notebooks, jobs, warehouses' : 'Warehouses only';
  const reaches = endpoints > 0 ? `${endpoints} endpoint addresses` : 'endpoints of the other zones';
  const [title = '', ...notes] = isPublic ? ['Public subnet', 'NAT gateway only'] : ['Private subnet', works, reaches];
  const said = [
    write(x + 12, y, title, 13, stroke, 'bold'),
    write(x + 12, y, range, 13, colours.ink),
    ...notes.map((note) => write(x + 12, y, note, 12, colours.quiet)),
  ];
  const lines: Text[] = [];
  for (const each of said)
    lines.push(...writeLines({ ...each, y: y + 21 + lines.length * lineHeight }, width - 24, lineHeight).shapes);
  const height = 16 + lines.length * lineHeight;
  return { shapes: [{ kind: 'box', x, y, width, height, fill: colours.page, stroke }, ...lines], bottom: y + height };
}

function drawEndpoints({ endpoints, internetRoutes }: NetworkFacts, { x, y, width }: Room): Part {
  const ordered = endpoints.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.service.localeCompare(b.service));
  const interfaces = ordered.filter(({ kind }) => kind === 'interface').length;
  const reach =
    internetRoutes?.length === 0 ? 'all that can be reached from here' : 'reached without an internet route';
  const title = `${interfaces} interface endpoints, ${ordered.length - interfaces} gateway: ${reach}`;
  const head = writeLines(write(x, y + 14, title, 13, colours.ink), width, lineHeight);
  const shapes: Shape[] = [...head.shapes];
  let [left, top] = [x, y + 9 + head.height];
  for (const { service, kind } of ordered) {
    const label = kind === 'gateway' ? `${service} (gateway)` : service;
    const chip = Math.ceil(widthOf(label, chipSize)) + 20;
    if (left + chip > x + width) [left, top] = [x, top + chipHeight + 8];
    const [fill, stroke] =
      kind === 'gateway' ? [colours.gatewayFill, colours.gateway] : [colours.endpointFill, colours.endpoint];
    shapes.push({ kind: 'box', x: left, y: top, width: chip, height: chipHeight, fill, stroke });
    shapes.push(write(left + 10, top + 19, label, chipSize, stroke));
    left += chip + 8;
  }
  return { shapes, bottom: top + chipHeight };
}
