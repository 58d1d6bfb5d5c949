using SegmentationML.Storage.Arrow;

namespace SegmentationML.Storage.Tests.Arrow;

/// <summary>A column of a test table.</summary>
/// <param name="Field">As it is handed to the writer.</param>
/// <param name="Values">The rows in .NET types: bool, sbyte … ulong, Int128, float, double, string, byte[], object?[] for lists, null.</param>
internal sealed record TestColumn(ArrowField Field, object?[] Values);
