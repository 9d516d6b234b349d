/** How many bytes of a body a trace shows. */
export const shownBytes = 64 * 1024;

/**
 * A request's members as a trace keeps and hands them on: of long bytes only the beginning. A view
 * of a large buffer is cut out of it, or the whole buffer would be copied wherever the trace goes.
 */
export function shownMembers(members: object): object {
  let shown = members;
  const named = members as Readonly<Record<string, unknown>>;
  for (const name in named) {
    const value = named[name];
    if (!(value instanceof Uint8Array) || value.buffer.byteLength <= shownBytes) continue;
    // Not the method of the value: a Buffer's does not copy.
    const beginning = Uint8Array.prototype.slice.call(value, 0, shownBytes);
    shown = { ...shown, [name]: beginning };
  }
  return shown;
}
