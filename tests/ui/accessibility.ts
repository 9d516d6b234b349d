import axe from 'axe-core';

/** What axe finds wrong with a part of the page, in words that help in a failed test. */
export async function violations(element: Element = document.body): Promise<string[]> {
  const { violations: found } = await axe.run(element, {
    // A component alone is not a page: landmarks and headings are the page's.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
