// Everything about the look of shapes that style sheets decide. Resolved into attributes, the
// drawing needs neither style sheet nor custom property.
const presentation = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'opacity',
] as const;

const drawn = 'g, line, path, rect, text';

/** What belongs to the page and says nothing in a file. */
const interactive = [
  'class',
  'style',
  'role',
  'tabindex',
  'aria-hidden',
  'aria-label',
  'aria-pressed',
];

/**
 * A drawing as an SVG file of its own, in the colours it has on the page right now; `description`
 * is its text twin.
 */
export function standaloneSvg(svg: SVGSVGElement, title: string, description: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll(drawn);
  for (const [index, shape] of copy.querySelectorAll(drawn).entries()) {
    const original = originals[index];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    for (const name of presentation) shape.setAttribute(name, style.getPropertyValue(name));
  }
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of interactive) element.removeAttribute(name);
  }
  const { width, height } = svg.viewBox.baseVal;
  const background = svgElement('rect');
  background.setAttribute('width', String(width));
  background.setAttribute('height', String(height));
  background.setAttribute('fill', backgroundOf(svg));
  copy.prepend(textElement('title', title), textElement('desc', description), background);
  copy.setAttribute('xmlns', svgNamespace);
  copy.setAttribute('role', 'img');
  return new XMLSerializer().serializeToString(copy);
}

const svgNamespace = 'http://www.w3.org/2000/svg';

function svgElement(name: string): SVGElement {
  return document.createElementNS(svgNamespace, name) as SVGElement;
}

function textElement(name: string, text: string): SVGElement {
  const element = svgElement(name);
  element.textContent = text;
  return element;
}

// The first colour behind the drawing: a file has no page to show through.
function backgroundOf(svg: SVGSVGElement): string {
  const transparent = 'rgba(0, 0, 0, 0)';
  for (let element: Element | null = svg; element !== null; element = element.parentElement) {
    const { backgroundColor } = getComputedStyle(element);
    if (backgroundColor !== transparent) return backgroundColor;
  }
  return 'white';
}

/** An SVG file as a PNG of `scale` pixels per unit. */
export async function pngOf(svg: string, width: number, height: number, scale = 2): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The picture is too large for this browser.'));
      else resolve(blob);
    }, 'image/png');
  });
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
