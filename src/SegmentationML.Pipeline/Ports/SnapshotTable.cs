using System.Text.Json.Serialization;

namespace SegmentationML.Pipeline.Ports;

/// <summary>A table of a version.</summary>
/// <param name="Name">assignments, forecasts, policies or forecast_levels.</param>
/// <param name="Rows">Rows in each of its files.</param>
/// <param name="Columns">In file order.</param>
public sealed record SnapshotTable(string Name, long Rows, IReadOnlyList<SnapshotColumn> Columns)
{
    /// <summary>The highest field id that a column of this table ever had; 0 in versions that do not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LastId { get; init; }
}
