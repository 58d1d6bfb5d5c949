using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>The tables in one currency and in base units, or what stands in the way.</summary>
/// <param name="Tables">In the order of the catalogue.</param>
/// <param name="Currency">Currency of all amounts; null when no source says it.</param>
/// <param name="Blocking">What stands in the way; a table that it concerns is unconverted.</param>
/// <param name="Notes">What was converted.</param>
/// <param name="Keys">Keys of all cached outputs that the tables lie in.</param>
internal sealed record ConvertedTables(IReadOnlyList<LoadedTable> Tables, string? Currency, IReadOnlyList<Problem> Blocking, IReadOnlyList<string> Notes, IReadOnlyList<string> Keys);
