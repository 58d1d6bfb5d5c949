using System.Text.Json;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli.Terminal;

/// <summary>The audit chain for people and programs, of a workspace or of a service.</summary>
internal static class AuditView
{
    public static void List(SegmlConsole console, IReadOnlyList<AuditEntry> entries, bool json)
    {
        if (json)
        {
            console.Out.WriteLine($"[{string.Join(",\n", entries.Select(e => e.ToJson()))}]");
            return;
        }

        console.Table([">entry", "time (UTC)", "kind", "subject", "by", "facts"], entries.Select(e => (IReadOnlyList<string>)[$"{e.Sequence}", e.Time[..19].Replace('T', ' '), e.Kind, e.Subject, e.Actor, Facts(e)]));
    }

    /// <summary>Shows what a verification found.</summary>
    /// <returns>The exit code.</returns>
    public static int Verdict(SegmlConsole console, AuditVerdict verdict, bool json)
    {
        if (json)
        {
            console.Out.WriteLine(JsonSerializer.Serialize(verdict, StepKey.Json));
        }
        else
        {
            console.Out.WriteLine($"{verdict.Entries:N0} entries, {verdict.States:N0} states replayed: {(verdict.Findings.Count == 0 ? "whole" : "NOT WHOLE")}");
            console.Out.WriteLine($"head {verdict.Head}");
            ProblemPrinter.Print(console, verdict.Findings);
        }

        return verdict.Findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Facts(AuditEntry entry)
    {
        var text = string.Join(", ", entry.ReadFacts().Select(f => $"{f.Key}={(f.Value.Length == 64 ? f.Value[..12] + "…" : f.Value)}"));
        text = text.Replace('\n', ' ').Replace('\t', ' ');
        return text.Length > 120 ? $"{text[..119]}…" : text;
    }
}
