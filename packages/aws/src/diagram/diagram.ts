import { evaluate } from '@atelier/cloudformation';
import type { Synthesis } from '../synthesise.ts';
import { drawNetwork } from './draw-network.ts';
import { drawStacks } from './draw-stacks.ts';
import { type NetworkFacts, networkFacts } from './network-facts.ts';
import { renderSvg } from './render-svg.ts';
import { colours, write } from './shape.ts';
import { type StackFacts, stackFacts } from './stack-facts.ts';

const margin = 32;
const pageWidth = 1200;

/** A picture of a workspace on AWS: its network with zones and endpoints, and its stacks. An SVG document. */
export function diagram({ blueprint, stacks, dependencies }: Synthesis): string {
  const piece = blueprint.pieces.find(({ kind }) => kind === 'network');
  const isolated = piece?.kind === 'network' && piece.network.mode === 'isolated';
  const network = networkFacts(blueprint, evaluate(stacks));
  const parts = stackFacts(blueprint, stacks, dependencies);
  const region = stacks[0]?.region ?? 'a region not known yet';
  const area = { x: margin, width: pageWidth - 2 * margin };
  const drawnNetwork = drawNetwork(network, { ...area, y: 96 });
  const heading = drawnNetwork.bottom + 48;
  const drawnStacks = drawStacks(parts, { ...area, y: heading + 20 });
  const resources = parts.reduce((sum, stack) => sum + stack.resources, 0);
  return renderSvg({
    width: pageWidth,
    height: drawnStacks.bottom + margin,
    title: `${blueprint.workspace} on AWS`,
    description: describe(network, parts, isolated),
    shapes: [
      write(margin, 46, `${blueprint.workspace} on AWS`, 24, colours.ink, 'bold'),
      write(margin, 72, `${region}, ${isolated ? 'isolated' : 'with an internet route'}`, 14, colours.quiet),
      ...drawnNetwork.shapes,
      write(margin, heading, `${parts.length} stacks, ${resources} resources`, 16, colours.ink, 'bold'),
      write(margin + 330, heading, 'An arrow leads to the stack that is waited for.', 13, colours.quiet),
      ...drawnStacks.shapes,
    ],
  });
}

function describe(
  { range, subnets, endpoints, internetRoutes }: NetworkFacts,
  stacks: readonly StackFacts[],
  isolated: boolean,
) {
  const zones = [...new Set(subnets.map(({ zone }) => zone))];
  const names = endpoints.map(({ service }) => service).toSorted();
  const waits = stacks.map(({ stack, resources, waitsFor }) => {
    const after = waitsFor.length === 0 ? '' : `, after ${waitsFor.join(' and ')}`;
    return `${stack} with ${resources} resources${after}`;
  });
  return [
    `The network ${range} has ${subnets.length} subnets in ${zones.join(', ')}.`,
    `${leadsWhere(internetRoutes)}; network.mode is ${isolated ? 'isolated' : 'egress'}.`,
    `Endpoints: ${names.join(', ')}.`,
    `Stacks: ${waits.join('; ')}.`,
  ].join(' ');
}

function leadsWhere(internetRoutes: NetworkFacts['internetRoutes']): string {
  if (internetRoutes === null) return 'Nobody has said where it leads';
  return internetRoutes.length === 0 ? 'Nothing leads out of it' : `It leads out through: ${internetRoutes.join(', ')}`;
}
