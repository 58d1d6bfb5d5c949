using System.Diagnostics;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.Versions;

/// <summary>The diff of two published versions: who came, went and moved, and what changed in every column.</summary>
internal static class DiffTiming
{
    public static int Run(int rows, int runs)
    {
        var scratch = Directory.CreateTempSubdirectory("segml-versions-");
        try
        {
            using var workspace = Workspace.Open(Path.Combine(scratch.FullName, "workspace"), TimeProvider.System);
            using (var engine = DuckDbEngine.Open(new DuckDbOptions()))
            {
                for (var cycle = 0; cycle < 2; cycle++)
                {
                    engine.Execute($"CREATE OR REPLACE TABLE t AS {VersionTable.Query(rows, cycle)}");
                    VersionTable.Publish(workspace, engine, "t", rows, cycle);
                }
            }

            var times = new List<double>();
            VersionDiff? diff = null;
            for (var run = -1; run < runs; run++)
            {
                var watch = Stopwatch.StartNew();
                using var engine = DuckDbEngine.Open(new DuckDbOptions());
                diff = SnapshotDiff.Between(engine, workspace.Snapshots.Open(VersionTable.Pipeline, 1), workspace.Snapshots.Open(VersionTable.Pipeline, 2));
                if (run >= 0)
                {
                    times.Add(watch.Elapsed.TotalSeconds);
                }
            }

            Console.WriteLine($"{rows:N0} rows, {VersionTable.Columns.Length} columns each, {Environment.ProcessorCount} cores: {diff!.Added:N0} came, {diff.Gone:N0} went, {diff.Moved:N0} moved, {diff.Tables[0].Columns.Count} columns changed");
            Console.WriteLine($"diff, engine opened and both files read: median of {runs} {PublishTiming.Median(times):F2} s, best {times.Min():F2}, worst {times.Max():F2}");
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
