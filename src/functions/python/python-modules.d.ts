// What Vite makes of files that are no code of ours; the page's own types come from vite/client.
declare module '*.py?raw' {
  const text: string;
  export default text;
}
declare module '*?url' {
  const address: string;
  export default address;
}
declare module '*?url&inline' {
  /** A data: URL in base64. */
  const data: string;
  export default data;
}
