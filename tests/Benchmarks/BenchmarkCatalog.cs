using SegmentationML.Benchmarks.BulkRead;

namespace SegmentationML.Benchmarks;

/// <summary>Every benchmark, in the order in which the program lists them.</summary>
internal static class BenchmarkCatalog
{
    public static IReadOnlyList<BenchmarkCommand> All { get; } =
    [
        new("bulk-read", "bulk reading from DuckDB into .NET arrays against DuckDB's own materialisation: [rows] [runs]", BulkReadBenchmark.Run),
    ];
}
