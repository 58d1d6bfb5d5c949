using System.Diagnostics;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Benchmarks.Audit;

/// <summary>Verifies a long audit chain: hashes, links, and the replay against the ledger's tables.</summary>
internal static class AuditVerifyBenchmark
{
    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("segml-audit-");
        try
        {
            using var ledger = SqliteLedger.Open(Path.Combine(folder.FullName, "ledger.db"), TimeProvider.System);
            var watch = Stopwatch.StartNew();
            ledger.Write(connection =>
            {
                var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                for (var i = 0; i < count; i++)
                {
                    AuditRows.Append(connection, Happened(i), start.AddSeconds(i));
                }
            });
            Console.WriteLine($"{count:N0} entries appended in {watch.Elapsed.TotalSeconds:F1} s ({watch.Elapsed.TotalMicroseconds / count:F1} µs each)");
            var log = new AuditLog(ledger);
            for (var run = 0; run < 3; run++)
            {
                watch.Restart();
                var verdict = log.Verify();
                Console.WriteLine($"{verdict.Entries:N0} entries verified in {watch.Elapsed.TotalSeconds:F2} s, {verdict.States:N0} states, {verdict.Findings.Count} findings");
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The mix of a workspace with 1,000 pipelines: runs that begin, publish and end. Its tables are empty, so each state that is left over is a finding: the last run of each pipeline closes its own.</summary>
    private static AuditEvent Happened(int i)
    {
        var (pipeline, run) = ($"pipeline-{i / 3 % 1000:0000}", $"20260101T000000Z-{i / 3}");
        return (i % 3) switch
        {
            0 => AuditEvent.Of("run.started", run, "scheduler", ("pipeline", pipeline), ("request", new string('d', 64)), ("attempt", "1"), ("now.state", "running")),
            1 => AuditEvent.Of("version.published", pipeline, "scheduler", ("version", $"{i / 3000}"), ("parent", $"{(i / 3000) - 1}"), ("run", run), ($"now.{i / 3000}", ""), ("now.live", "")),
            _ => AuditEvent.Of("run.ended", run, "scheduler", ("pipeline", pipeline), ("now.state", "")),
        };
    }
}
