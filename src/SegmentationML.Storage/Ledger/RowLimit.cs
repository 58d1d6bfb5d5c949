namespace SegmentationML.Storage.Ledger;

/// <summary>What a key's holder may see of the rows of versions: those whose column holds one of some values. Several limits must all be met.</summary>
/// <param name="Column">A text column of the assignments, such as <c>site_id</c> or <c>class_unit</c>; or <c>pipeline</c>.</param>
/// <param name="Values">The values, at least one.</param>
public sealed record RowLimit(string Column, IReadOnlyList<string> Values)
{
    /// <summary>The name that limits pipelines in place of rows.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>The limit as people write it: <c>site_id=DE01,FR02</c>.</summary>
    public override string ToString() => $"{Column}={string.Join(',', Values)}";
}
