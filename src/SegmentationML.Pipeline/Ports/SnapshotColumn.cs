using System.Text.Json.Serialization;

namespace SegmentationML.Pipeline.Ports;

/// <summary>A column of a published table.</summary>
/// <param name="Id">Stable field id, never reused.</param>
/// <param name="Name">Snake case.</param>
/// <param name="Type">The Parquet writer's SQL type.</param>
/// <param name="Nullable">Whether nulls may stand in it.</param>
/// <param name="Unit">Unit of measure, if it has one.</param>
public sealed record SnapshotColumn(int Id, string Name, string Type, bool Nullable, string? Unit)
{
    /// <summary>Who may see the values, in the words of the contracts that the column comes from, such as <c>financial</c>; several are parted by spaces, and a reader must be allowed all. Null for everybody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Classification { get; init; }
}
