namespace SegmentationML.Pipeline.Ports;

/// <summary>A result column: its name and the engine's own name of its type, such as <c>DECIMAL(18,4)</c>.</summary>
/// <param name="Name">As the query gives it.</param>
/// <param name="Type">SQL type in the engine's spelling.</param>
public sealed record ColumnShape(string Name, string Type);
