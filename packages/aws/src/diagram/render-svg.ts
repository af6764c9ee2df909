import { colours, type Shape } from './shape.ts';

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Contents of the picture, in sentences, for people who do not see it. */
  readonly description: string;
  readonly shapes: readonly Shape[];
}

/** A page as an SVG document that stands alone: no scripts, fonts or links. */
export function renderSvg({ width, height, title, description, shapes }: Page): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="${colours.stackEdge}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="${colours.page}"/>`,
    ...shapes.map(rendered),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

function rendered(shape: Shape): string {
  if (shape.kind === 'text') {
    const weight = shape.bold ? ' font-weight="600"' : '';
    return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}"${weight} fill="${shape.fill}">${escaped(shape.text)}</text>`;
  }
  if (shape.kind === 'arrow') {
    const path = shape.points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
    return `<path d="${path}" fill="none" stroke="${shape.stroke}" stroke-width="1.5" marker-end="url(#head)"/>`;
  }
  const { x, y, width, height, fill } = shape;
  const area = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  if (shape.kind === 'wall') return `<rect ${area} rx="3" fill="${fill}"/>`;
  const dashes = shape.dashed ? ' stroke-dasharray="6 4"' : '';
  return `<rect ${area} rx="8" fill="${fill}" stroke="${shape.stroke}" stroke-width="1.5"${dashes}/>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
