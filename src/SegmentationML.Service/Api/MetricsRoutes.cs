using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Alerts;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Figures for a monitoring system, in the text format of Prometheus (0.0.4).</summary>
internal static class MetricsRoutes
{
    private const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/metrics", Figures).WithName("metrics").WithSummary("Figures in the text format of Prometheus").WithTags("health").Needs(Scope.Read);

    private static ContentHttpResult Figures(PipelineCatalog catalog, IRunLedger ledger, AssignmentIndexes versions, CallTally calls, AlertBook alerts, AlertPolicies policies, TimeProvider clock)
    {
        var text = new StringBuilder();
        var entries = catalog.All();
        Add(text, "segml_pipeline_valid", "gauge", "1 when the pipeline's definition is valid", entries.Select(e => (Label(e.Name), e.Problems.Count == 0 ? 1.0 : 0)));
        var current = entries.Select(e => (e.Name, Version: versions.Current(e.Name))).Where(e => e.Version is not null).ToArray();
        Add(text, "segml_version", "gauge", "Number of the version in use", current.Select(e => (Label(e.Name), (double)e.Version!.Commit.Version)));
        Add(text, "segml_version_age_seconds", "gauge", "Time since the version in use was published", current.Select(e => (Label(e.Name), (clock.GetUtcNow() - e.Version!.Commit.Time).TotalSeconds)));
        Add(text, "segml_version_entities", "gauge", "Entities of the version in use", current.Select(e => (Label(e.Name), (double)e.Version!.Content.Tables[0].Rows)));
        var last = entries.SelectMany(e => ledger.Runs(e.Name, 1)).ToArray();
        Add(text, "segml_last_run_state", "gauge", "1 for the state of the pipeline's last run", last.SelectMany(r => Enum.GetValues<RunState>().Select(s => ($"{{pipeline=\"{r.Pipeline}\",state=\"{s.ToString().ToLowerInvariant()}\"}}", r.State == s ? 1.0 : 0))));
        Add(text, "segml_last_run_start_timestamp_seconds", "gauge", "Start of the pipeline's last run", last.Select(r => (Label(r.Pipeline), (double)r.Started.ToUnixTimeSeconds())));
        Add(text, "segml_last_run_seconds", "gauge", "Duration of the pipeline's last run that ended", last.Where(r => r.Ended is not null).Select(r => (Label(r.Pipeline), (r.Ended!.Value - r.Started).TotalSeconds)));
        var loud = AlertView.All(alerts.Board(), policies.Current(), alerts.Silences(), clock.GetUtcNow()).Where(a => a.State == AlertState.Firing).ToLookup(a => a.Severity, StringComparer.Ordinal);
        Add(text, "segml_alerts_firing", "gauge", "Alerts that fire, silenced and hidden ones left out, by severity", new[] { "info", "warning", "critical" }.Select(s => ($"{{severity=\"{s}\"}}", (double)loud[s].Count())));
        Add(text, "segml_http_requests_total", "counter", "Calls by the class of their answer", Enumerable.Range(1, 5).Select(c => ($"{{class=\"{c}xx\"}}", (double)calls.OfClass(c))));
        AddCalls(text, calls);
        using var process = Process.GetCurrentProcess();
        Add(text, "process_cpu_seconds_total", "counter", "Processor time of the service", [("", process.TotalProcessorTime.TotalSeconds)]);
        Add(text, "process_resident_memory_bytes", "gauge", "Memory of the service", [("", process.WorkingSet64)]);
        Add(text, "dotnet_gc_last_collection_heap_size_bytes", "gauge", "Managed memory that the last collection left", [("", GC.GetGCMemoryInfo().HeapSizeBytes)]);
        return TypedResults.Text(text.ToString(), MediaType);
    }

    private static void AddCalls(StringBuilder text, CallTally calls)
    {
        const string Name = "segml_http_request_seconds";
        text.Append("# HELP ").Append(Name).Append(" Time of calls\n# TYPE ").Append(Name).Append(" histogram\n");
        for (var step = 0; step < CallTally.Steps.Count; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{CallTally.Steps[step]}\"}} {calls.Within(step)}\n");
        }

        var all = calls.Within(CallTally.Steps.Count);
        text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"+Inf\"}} {all}\n{Name}_sum {calls.Seconds:R}\n{Name}_count {all}\n");
    }

    private static void Add(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
        }
    }

    private static string Label(string pipeline) => $"{{pipeline=\"{pipeline}\"}}";
}
