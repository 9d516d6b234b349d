import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';

const noImages = { disable: { null: ['labelStartImage'] } };

/**
 * Markdown (CommonMark with tables) as HTML. Safe to put into the page: HTML in the source is
 * escaped, links other than http, https, mailto and relative ones are emptied, and there are no
 * images: their address would be told who reads.
 */
export function renderMarkdown(source: string): string {
  return micromark(source, {
    extensions: [gfmTable(), noImages],
    htmlExtensions: [gfmTableHtml()],
  });
}
