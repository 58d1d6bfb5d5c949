namespace SegmentationML.Storage.Arrow;

/// <summary>Some rows of a file or stream, by column. Valid until the reader reads on.</summary>
/// <param name="Rows">Rows; may be zero.</param>
/// <param name="Columns">In schema order, each with so many rows.</param>
public sealed record ArrowRecordBatch(int Rows, IReadOnlyList<ArrowColumn> Columns);
