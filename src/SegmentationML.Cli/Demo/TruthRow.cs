namespace SegmentationML.Cli.Demo;

/// <summary>What an entity of the demo data truly is, to score what the pipeline recovers.</summary>
/// <param name="Entity"><c>product</c>, <c>customer</c> or <c>supplier</c>.</param>
/// <param name="Key">The id in its table.</param>
/// <param name="Archetype">Code of the archetype, for example <c>steady-runner</c>; listed in <c>docs/demo-data.md</c>.</param>
/// <param name="ActiveFrom">First day on which it can order or be ordered.</param>
/// <param name="ActiveTo">Last such day, included; before <paramref name="ActiveFrom"/> when there is none.</param>
public sealed record TruthRow(string Entity, string Key, string Archetype, DateOnly ActiveFrom, DateOnly ActiveTo);
