namespace SegmentationML.Pipeline.Ports;

/// <summary>A column of a published table.</summary>
/// <param name="Id">Stable field id, never reused.</param>
/// <param name="Name">Snake case.</param>
/// <param name="Type">The Parquet writer's SQL type.</param>
/// <param name="Nullable">Whether nulls may stand in it.</param>
/// <param name="Unit">Unit of measure, if it has one.</param>
public sealed record SnapshotColumn(int Id, string Name, string Type, bool Nullable, string? Unit);
