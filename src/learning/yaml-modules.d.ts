declare module '*.yaml' {
  const scenario: import('./scenario').Scenario;
  export default scenario;
}

declare module '*.yaml?summary' {
  const summary: import('./scenario').ScenarioSummary;
  export default summary;
}
