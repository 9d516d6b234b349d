import { select, zoom, zoomIdentity, type D3ZoomEvent } from 'd3';

/** What a gesture does to what is in sight: the plane is stretched by `k` and moved by `x` px. */
export interface Gesture {
  readonly k: number;
  readonly x: number;
}

/** How far one turn of the wheel zooms at most: by the square root of two. */
const mostAtOnce = 0.5;

type ZoomNode = SVGSVGElement & { __zoom?: unknown };

/**
 * Drags, pinches and the wheel with Ctrl or Cmd, as changes one after the other; the wheel alone, and
 * one finger, scroll the page. Returns what ends the listening.
 */
export function listenForGestures(
  svg: SVGSVGElement,
  onGesture: (gesture: Gesture) => void,
): () => void {
  let last = zoomIdentity;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .filter((event: Event) => {
      if (event.type === 'wheel')
        return (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey;
      if (event.type.startsWith('touch')) return (event as TouchEvent).touches.length > 1;
      return (event as MouseEvent).button === 0;
    })
    .wheelDelta(({ deltaY, deltaMode, ctrlKey }: WheelEvent) => {
      const lines = deltaMode === 1 ? 0.05 : deltaMode === 0 ? 0.002 : 1;
      // A pinch on a touchpad comes as many small turns with Ctrl, a real wheel as few large ones.
      const turn = -deltaY * lines * (ctrlKey ? 10 : 1);
      return Math.max(-mostAtOnce, Math.min(mostAtOnce, turn));
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      const k = transform.k / last.k;
      onGesture({ k, x: transform.x - last.x * k });
      last = transform;
    })
    .on('end', () => {
      // The view is kept elsewhere: the next gesture begins anew, so that nothing adds up.
      (svg as ZoomNode).__zoom = zoomIdentity;
      last = zoomIdentity;
    });
  const selection = select<SVGSVGElement, unknown>(svg).call(behaviour);
  return () => selection.on('.zoom', null);
}
