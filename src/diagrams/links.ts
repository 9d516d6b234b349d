import type { Attachment } from 'svelte/attachments';
import { areLinked, type Subject } from './subjects';

/** A shape, a row or a line of the page that stands for something. */
interface Surface {
  readonly element: Element;
  readonly subject: () => Subject | undefined;
}

// There is one pointer and one focus, however many pictures there are: what it is at belongs to the
// page. Nothing is computed, and nothing drawn anew, while it is at nothing.
const surfaces = new Set<Surface>();
const lit = new Set<Element>();
let source: Element | undefined;
let pointed: Subject | undefined;

/** Lights all that belongs together with a subject, except where it is pointed at. */
export function pointAt(element: Element, subject: Subject | undefined): void {
  if (subject === undefined) return release(element);
  source = element;
  pointed = subject;
  for (const surface of surfaces) show(surface);
}

/** The pointer or the focus leaves an element. */
export function release(element: Element): void {
  if (source !== element) return;
  source = undefined;
  pointed = undefined;
  for (const one of lit) one.removeAttribute('data-lit');
  lit.clear();
}

function show({ element, subject }: Surface): void {
  const own = element === source ? undefined : subject();
  const isLit = own !== undefined && pointed !== undefined && areLinked(own, pointed);
  if (isLit === lit.has(element)) return;
  // An attribute that only paints: base.css has it.
  element.toggleAttribute('data-lit', isLit);
  if (isLit) lit.add(element);
  else lit.delete(element);
}

/**
 * Lights an element whenever something is pointed at, or has the focus, that belongs together with
 * what it stands for, and lights others while it is pointed at itself. `subject` is asked then.
 */
export function linked(subject: () => Subject | undefined): Attachment<Element> {
  return (element) => {
    const surface = { element, subject };
    surfaces.add(surface);
    show(surface);
    const enter = () => pointAt(element, subject());
    const leave = () => release(element);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('focusin', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusout', leave);
    return () => {
      surfaces.delete(surface);
      lit.delete(element);
      release(element);
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('focusin', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusout', leave);
    };
  };
}
