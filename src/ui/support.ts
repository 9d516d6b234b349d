/** What this page needs of a browser; `globalThis` satisfies it. */
export interface BrowserFeatures {
  readonly isSecureContext?: boolean;
  readonly Worker?: unknown;
  readonly crypto?: { readonly subtle?: unknown };
}

/** Why the lab cannot run here, in the reader's words; undefined when it can. */
export function unsupportedReason(browser: BrowserFeatures): string | undefined {
  if (browser.isSecureContext === false) {
    return 'This page was opened over plain HTTP from another machine. Browsers offer cryptography (crypto.subtle) only over https:// or from localhost, and this lab encrypts for real. Open it over https://, or as http://localhost or http://127.0.0.1.';
  }
  if (browser.crypto?.subtle === undefined) {
    return 'This browser does not offer WebCrypto (crypto.subtle), with which this lab encrypts for real. Use a current Chrome, Edge, Firefox or Safari.';
  }
  if (browser.Worker === undefined) {
    return 'This browser does not offer Web Workers, in which the model runs. Use a current Chrome, Edge, Firefox or Safari, and check whether a policy or an extension switched Workers off.';
  }
  return undefined;
}
