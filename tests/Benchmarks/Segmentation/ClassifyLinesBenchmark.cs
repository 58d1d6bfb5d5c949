using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.Segmentation;

/// <summary>ABC, XYZ and demand class of items from order lines, with segments, reasons and margins, beside DuckDB alone doing the same aggregation and writing plain classes.</summary>
internal static class ClassifyLinesBenchmark
{
    private static readonly DateOnly AsOf = new(2023, 1, 2);

    public static int Run(string[] arguments)
    {
        var (lines, items, runs) = (Number(arguments, 0, 10_000_000), Number(arguments, 1, 100_000), Number(arguments, 2, 3));
        var work = Directory.CreateTempSubdirectory("segml-classify-lines-");
        try
        {
            var source = Generate(work.FullName, lines, items);
            Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {lines:N0} lines, {items:N0} items, {Environment.ProcessorCount} cores");
            for (var run = 0; run < runs; run++)
            {
                var (raw, rawProcessor) = Timed(() => Raw(work.FullName, source));
                var (own, ownProcessor) = Timed(() => Own(work.FullName, source));
                Console.WriteLine($"DuckDB alone {raw:F2} s ({rawProcessor:F2} s of processor time); with segments, reasons and margins {own:F2} s ({ownProcessor:F2} s): {own / raw:F2} times, {ownProcessor / rawProcessor:F2} times the processor");
            }
        }
        finally
        {
            work.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>Lines of two years in ten files' worth of random order; items differ in how often and how much they are ordered.</summary>
    private static string Generate(string folder, int lines, int items)
    {
        var file = Path.Combine(folder, "lines.parquet");
        using var engine = DuckDbEngine.Open();
        engine.Execute($"""
            COPY (
                SELECT CAST('I' || lpad(item::VARCHAR, 7, '0') AS VARCHAR) AS item, DATE '2021-01-04' + CAST(hash(range, 1) % 728 AS INTEGER) AS day,
                       CAST(1 + hash(range, 2) % (1 + item % 20) AS INTEGER) AS units, CAST((1 + hash(range, 3) % 5000) / 100.0 AS DECIMAL(18, 4)) AS amount
                FROM (SELECT range, CAST({items} * pow((hash(range) % 1000000007) / 1000000007.0, 1.5) AS INTEGER) AS item FROM range({lines}))
            ) TO '{file}' (FORMAT parquet)
            """);
        return $"SELECT * FROM read_parquet('{file}')";
    }

    private static string Drivers(DuckDbEngine engine, string source) => new LineDrivers("item", "day", "units", "amount").Query(engine, source, Bucket.Week, AsOf);

    private static void Raw(string folder, string source)
    {
        using var engine = Engine(folder);
        engine.Execute($"""
            COPY (
                SELECT *, CASE WHEN net_revenue <= 0 THEN 'N' WHEN before < 0.8 * total THEN 'A' WHEN before < 0.95 * total THEN 'B' ELSE 'C' END AS abc,
                       CASE WHEN cv IS NULL THEN 'U' WHEN cv <= 0.5 THEN 'X' WHEN cv <= 1 THEN 'Y' ELSE 'Z' END AS xyz,
                       CASE WHEN adi IS NULL THEN 'NONE' WHEN adi < 1.32 THEN CASE WHEN squared_cv < 0.49 THEN 'SMOOTH' ELSE 'ERRATIC' END ELSE CASE WHEN squared_cv < 0.49 THEN 'INTERMITTENT' ELSE 'LUMPY' END END AS demand
                FROM (SELECT *, coalesce(sum(net_revenue) OVER (ORDER BY net_revenue DESC, key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before, sum(net_revenue) OVER () AS total FROM ({Drivers(engine, source)}))
                ORDER BY key
            ) TO '{Path.Combine(folder, "raw.parquet")}' (FORMAT parquet, COMPRESSION zstd)
            """);
    }

    private static void Own(string folder, string source)
    {
        using var engine = Engine(folder);
        var step = new StepContext
        {
            Engine = engine, CacheFolder = folder, OutputFolder = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName, OutputName = "out", Key = "lines", Progress = new Progress<StepProgress>(),
            Logger = NullLogger.Instance, Clock = TimeProvider.System,
        };
        FileSegmentation.Run(step, Model, Drivers(engine, source), "key", AsOf, Path.Combine(folder, "own.parquet"));
        Directory.Delete(step.OutputFolder, recursive: true);
    }

    private static ModelDefinition Model { get; } = new()
    {
        Name = "lines",
        Dimensions = new OrderedDictionary<string, DimensionDefinition>
        {
            ["abc"] = new() { Kind = DimensionKind.CumulativeShare, Driver = "net_revenue" },
            ["xyz"] = new() { Kind = DimensionKind.Variability, Driver = "cv" },
            ["demand"] = new() { Kind = DimensionKind.DemandClass },
        },
        Policies = new Dictionary<string, SegmentPolicy> { ["*"] = new() },
    };

    private static DuckDbEngine Engine(string folder) => DuckDbEngine.Open(new DuckDbOptions { TempDirectory = Path.Combine(folder, "spill") });

    private static (double Seconds, double Processor) Timed(Action action)
    {
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        action();
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static int Number(string[] arguments, int index, int otherwise) => arguments.Length > index ? int.Parse(arguments[index]) : otherwise;
}
