interface Paging {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** IAM's page size where the request names none. Source: IAM API Reference, `MaxItems`. */
const defaultMaxItems = 100;

/** One page of a list in IAM's style; the marker is the name of the last item shown. */
export function page<T>(items: readonly T[], name: (item: T) => string, paging: Paging) {
  const { Marker, MaxItems = defaultMaxItems } = paging;
  const rest = Marker === undefined ? items : items.filter((item) => name(item) > Marker);
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  return rest.length > shown.length && last !== undefined
    ? { items: shown, IsTruncated: true, Marker: name(last) }
    : { items: shown, IsTruncated: false };
}
