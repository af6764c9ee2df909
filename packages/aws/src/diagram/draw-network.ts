import { drawOutside } from './draw-outside.ts';
import type { DrawnSubnet, NetworkFacts } from './network-facts.ts';
import { type Area, type Box, colours, type Part, type Shape, shortened, widthOf, write } from './shape.ts';

const inset = 20;
const gap = 16;
const subnetHeight = 84;
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
  const zones = others.length === 0 ? work : { shapes: [...work.shapes, ...open.shapes], bottom: open.bottom };
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
  const lines = groups.map((group) => `Security group: ${group}`);
  const captions = lines.map((line, row) =>
    write(x + 14, y + 23 + row * 18, shortened(line, width - 28, 13), 13, colours.wall, 'bold'),
  );
  const inside = draw({ x: x + 14, y: y + 16 + lines.length * 18, width: width - 28 });
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
  const rows = Math.max(1, ...zones.map(([, its]) => its.length));
  const height = 36 + rows * (subnetHeight + 8);
  const shapes = zones.flatMap(([zone, its], index): Shape[] => {
    const left = x + index * (column + gap);
    return [
      { kind: 'box', x: left, y, width: column, height, fill: colours.panel, stroke: colours.panelEdge },
      write(left + 12, y + 22, zone, 13, colours.quiet, 'bold'),
      ...its.flatMap((subnet, row) =>
        drawSubnet(subnet, { x: left + 10, y: y + 34 + row * (subnetHeight + 8), width: column - 20 }),
      ),
    ];
  });
  return { shapes, bottom: y + height };
}

function drawSubnet({ range, isPublic, endpoints }: DrawnSubnet, { x, y, width }: Room): Shape[] {
  const stroke = isPublic ? colours.gateway : colours.network;
  const works = endpoints > 0 ? 'Notebooks, jobs, warehouses' : 'Warehouses only';
  const reaches = endpoints > 0 ? `${endpoints} endpoint addresses` : 'endpoints of the other zones';
  const [title, ...notes] = isPublic ? ['Public subnet', 'NAT gateway only'] : ['Private subnet', works, reaches];
  const inside = width - 24;
  return [
    { kind: 'box', x, y, width, height: subnetHeight, fill: colours.page, stroke },
    write(x + 12, y + 21, shortened(`${title}`, inside, 13), 13, stroke, 'bold'),
    write(x + 12, y + 39, shortened(range, inside, 13), 13, colours.ink),
    ...notes.map((note, index) => write(x + 12, y + 57 + index * 17, shortened(note, inside, 12), 12, colours.quiet)),
  ];
}

function drawEndpoints({ endpoints, internetRoutes }: NetworkFacts, { x, y, width }: Room): Part {
  const ordered = endpoints.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.service.localeCompare(b.service));
  const interfaces = ordered.filter(({ kind }) => kind === 'interface').length;
  const reach = internetRoutes?.length === 0 ? 'all that can be reached from here' : 'reached without any way out';
  const title = `${interfaces} interface endpoints, ${ordered.length - interfaces} gateway: ${reach}`;
  const shapes: Shape[] = [write(x, y + 14, shortened(title, width, 13), 13, colours.ink)];
  let [left, top] = [x, y + 26];
  for (const { service, kind } of ordered) {
    const label = shortened(kind === 'gateway' ? `${service} (gateway)` : service, width - 20, chipSize);
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
