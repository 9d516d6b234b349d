import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';

/**
 * Markdown (CommonMark with tables) as HTML. Safe to put into the page: HTML in the source is
 * escaped and links other than http, https, mailto and relative ones are emptied.
 */
export function renderMarkdown(source: string): string {
  return micromark(source, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] });
}
