using System.Diagnostics;
using System.Security.Cryptography;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.Versions;

/// <summary>A publish beside DuckDB's own COPY of the same rows and SHA-256 over the file.</summary>
internal static class PublishTiming
{
    public static int Run(int rows, int runs)
    {
        var scratch = Directory.CreateTempSubdirectory("segml-versions-");
        try
        {
            using var workspace = Workspace.Open(Path.Combine(scratch.FullName, "workspace"), TimeProvider.System);
            using var engine = DuckDbEngine.Open(new DuckDbOptions());
            engine.Execute($"CREATE TABLE t AS {VersionTable.Query(rows, 0)}");
            var alone = Path.Combine(scratch.FullName, "alone.parquet");
            var names = new[] { "DuckDB: COPY and SHA-256", "publish: Parquet alone", "publish: Parquet and Arrow" };
            var times = names.Select(_ => new List<double>()).ToArray();
            for (var run = -1; run < runs; run++)
            {
                Action[] cases =
                [
                    () => Alone(engine, alone),
                    () => VersionTable.Publish(workspace, engine, "t", rows, 2 * run, arrow: false),
                    () => VersionTable.Publish(workspace, engine, "t", rows, (2 * run) + 1),
                ];
                for (var c = 0; c < cases.Length; c++)
                {
                    var watch = Stopwatch.StartNew();
                    cases[(c + run + 1) % cases.Length]();
                    if (run >= 0)
                    {
                        times[(c + run + 1) % cases.Length].Add(watch.Elapsed.TotalSeconds);
                    }
                }
            }

            Console.WriteLine($"DuckDB {DuckDbEngine.LibraryVersion}, {rows:N0} rows, {VersionTable.Columns.Length} columns, {new FileInfo(alone).Length / 1e6:N0} MB, {Environment.ProcessorCount} cores, median of {runs} runs");
            var first = Median(times[0]);
            for (var c = 0; c < names.Length; c++)
            {
                Console.WriteLine($"{names[c],-28}{Median(times[c]),8:F2} s{times[c].Min(),8:F2} best{times[c].Max(),8:F2} worst{Median(times[c]) / first,8:F2} of DuckDB");
            }

            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    internal static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Alone(DuckDbEngine engine, string path)
    {
        engine.Execute($"COPY (FROM t ORDER BY key) TO {Sql.Literal(path)} (FORMAT parquet, COMPRESSION zstd)");
        using var file = File.OpenRead(path);
        SHA256.HashData(file);
    }
}
