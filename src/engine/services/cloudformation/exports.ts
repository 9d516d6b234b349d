import type {
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../operation';
import { validationError } from './errors';
import { importersOf } from './outputs';
import { page } from './paging';
import { exportsTable, nameKey } from './state';

export const ListExports: Operation<ListExportsInput, ListExportsOutput> = {
  handle({ NextToken }, ctx) {
    const prefix = nameKey(ctx.caller.account, ctx.region, '');
    const { items, more } = page(ctx.range(exportsTable, { prefix }), NextToken);
    const Exports = items.map(([, { StackId, name, value }]) => ({
      ...{ ExportingStackId: StackId, Name: name, Value: value },
    }));
    return { Exports, ...more };
  },
};

export const ListImports: Operation<ListImportsInput, ListImportsOutput> = {
  handle({ ExportName = '', NextToken }, ctx) {
    const { account } = ctx.caller;
    const importers = importersOf(ctx, { account, region: ctx.region }, ExportName);
    // Text: public bug reports, and programs that wait for it.
    if (importers.length === 0) {
      throw validationError(`Export '${ExportName}' is not imported by any stack.`);
    }
    const { items, more } = page(importers, NextToken);
    return { Imports: items, ...more };
  },
};
