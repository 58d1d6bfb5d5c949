using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Report.Collecting;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Report;

/// <summary>Collects what the report of a run shows, from the results of its steps.</summary>
public static class RunReportBuilder
{
    /// <summary>Collects it; what the run did not reach stays empty.</summary>
    /// <param name="engine">The run's engine.</param>
    /// <param name="cacheFolder">The workspace's cache folder, absolute.</param>
    /// <param name="definitions">What was run.</param>
    /// <param name="outcome">How it went.</param>
    /// <param name="snapshots">The versions.</param>
    public static RunReportData Build(IQueryEngine engine, string cacheFolder, Definitions definitions, RunOutcome outcome, ISnapshotStore snapshots)
    {
        var data = new RunReportData
        {
            Header = Header(definitions, outcome),
            Flow = outcome.Flow,
            Files = outcome.Loaded.Loads,
            Findings = ContractFindings.Of(outcome.Accepted),
            RulesChecked = ContractFindings.RulesChecked(outcome.Accepted),
            QuarantinedRows = outcome.Accepted.Quarantined,
            Notes = Notes(outcome),
            Versions = VersionFigures.Lines(snapshots, definitions.Pipeline.Name),
            Difference = VersionFigures.Difference(engine, snapshots, outcome),
        };
        if (outcome is not { Features: { } features, Segments: { } segments, Forecasts: { } forecasts, Policies: { } policies, Drift: { } drift })
        {
            return data;
        }

        var tables = new ReportTables(engine, cacheFolder, definitions, features, segments, forecasts, policies, outcome.Accepted.Tables, outcome.Loaded.Currency);
        return data with
        {
            Headlines = Headlines(outcome, segments, policies.SafetyStockValue),
            Segments = SegmentRows(definitions, segments),
            Effects = segments.Effects,
            Sensitivity = segments.Sensitivity,
            Matrix = SegmentFigures.Matrix(tables),
            Pareto = SegmentFigures.Pareto(tables),
            Clusters = SegmentFigures.Clusters(tables),
            Accuracy = ForecastFigures.Accuracy(tables),
            Carried = ForecastFigures.Carried(tables),
            Methods = ForecastFigures.Methods(tables),
            Hierarchy = forecasts.Hierarchy,
            Sums = ForecastFigures.Sums(tables),
            PlannedChanges = ForecastFigures.PlannedChanges(tables),
            Examples = ForecastFigures.Examples(tables),
            Policies = PolicyFigures.Rows(tables),
            Overrides = OverrideReview.Of(engine, "FROM r_assignments", definitions.Model.Overrides, features.Calendar.AsOf),
            Changes = Changes(drift, outcome.Parent is { } before ? MovedFigures.Rows(tables, before) : []),
            Promotion = outcome.Promotion,
            Entities = EntityFigures.Rows(tables),
        };
    }

    private static ReportHeader Header(Definitions definitions, RunOutcome outcome)
    {
        var calendar = outcome.Features?.Calendar;
        var first = outcome.Loaded.FirstOrder is { } day ? DateOnly.FromDateTime(day) : DateOnly.MinValue;
        return new ReportHeader(
            definitions.Pipeline.Name,
            definitions.Pipeline.Description,
            string.Join(" x ", definitions.Pipeline.Entity.Select(k => k.EndsWith("_id", StringComparison.Ordinal) ? k[..^3] : k)),
            outcome.Segments?.Rows ?? 0,
            outcome.Published?.Version,
            outcome.Published?.IsNew ?? false,
            calendar?.AsOf ?? (outcome.Loaded.LastOrder is { } last ? DateOnly.FromDateTime(last).AddDays(1) : DateOnly.MinValue),
            first,
            outcome.Run.Started,
            outcome.Flow.Aggregate(TimeSpan.Zero, (sum, f) => sum + f.Elapsed),
            outcome.Run.Id,
            $"segml {typeof(RunReportBuilder).Assembly.GetName().Version!.ToString(3)}",
            outcome.Loaded.Currency,
            definitions.Pipeline.Features.Bucket.ToString().ToLowerInvariant(),
            definitions.Pipeline.Forecast.Horizon);
    }

    private static List<Headline> Headlines(RunOutcome outcome, Segment.SegmentResult segments, double safetyStock)
    {
        var currency = outcome.Loaded.Currency is { } code ? $" {code}" : "";
        var lines = new List<Headline>
        {
            new("Entities", $"{segments.Rows:N0}", $"in {segments.Segments.Count} segments"),
        };
        if (outcome.Features!.NetRevenue is { } revenue)
        {
            lines.Add(new("Net revenue", $"{ShortForm.Of(double.Parse(revenue))}{currency}", $"before {outcome.Features.Calendar.AsOf:d MMM yyyy}"));
        }

        if (!double.IsNaN(safetyStock))
        {
            lines.Add(new("Safety stock", $"{ShortForm.Of(safetyStock)}{currency}", "at unit cost"));
        }

        var main = outcome.Loaded.MainLoads;
        lines.Add(new("Rows used", $"{main.Sum(l => l.RowsLoaded):N0}", $"of {main.Sum(l => l.RowsRead):N0} rows for {main[0].Table}"));
        lines.Add(outcome.Drift!.Parent is { } parent
            ? new("Churn", $"{outcome.Drift.Churn:P1}", $"against version {parent}")
            : new("Version", $"{outcome.Published!.Version}", outcome.Published.IsNew ? (outcome.Published.Parent is null ? "the first" : "new") : "unchanged"));
        return lines;
    }

    private static List<SegmentRow> SegmentRows(Definitions definitions, Segment.SegmentResult segments)
    {
        var total = segments.Segments.Sum(s => s.Value);
        return [.. segments.Segments.Select(s => new SegmentRow(
            s.Code, s.Name, definitions.Model.Segments.TryGetValue(s.Code, out var label) ? label.Description : "", s.Count, s.Value, s.Value / total))];
    }

    private static VersionChanges? Changes(Monitor.MonitorResult drift, IReadOnlyList<MovedEntity> moved)
        => drift.Parent is not { } parent
            ? null
            : new VersionChanges(
                parent, drift.ParentAsOf!.Value, drift.Common, drift.Entered, drift.Left, drift.Churn, drift.ValueChurn,
                [.. drift.Migrations.Select(m => new MigrationRow(m.From, m.To, m.Count, m.Value))],
                [.. drift.Drift.Select(d => new DriftRow(d.Driver, d.Psi, d.NoiseFloor, d.Drifted))])
            {
                Moved = moved,
            };

    private static List<string> Notes(RunOutcome outcome)
    {
        var notes = new List<string>(outcome.Drift?.Alarms ?? []);
        notes.AddRange(outcome.Loaded.Notes);
        notes.AddRange(outcome.Features?.SwitchedOff ?? []);
        notes.AddRange(outcome.Segments?.Notes ?? []);
        notes.AddRange(outcome.Forecasts?.Notes ?? []);
        notes.AddRange(outcome.Policies?.Notes ?? []);
        if (outcome.Features is { } features)
        {
            Add(features.Counts.LinesAfterCutOff, $"lines on or after the cut-off {features.Calendar.AsOf:yyyy-MM-dd} were left out.");
            Add(features.Counts.LinesWithoutKey, "lines without a key were left out.");
            Add(features.Counts.LinesInCutBuckets, $"lines count for features but not for series, since the first day of data or the cut-off cuts their {features.Calendar.Bucket.ToString().ToLowerInvariant()}.");
            Add(features.Counts.FlooredBuckets, "buckets in which more came back than went out count as zero demand.");
        }

        return notes;

        void Add(long count, string what)
        {
            if (count > 0)
            {
                notes.Add($"{count:N0} {what}");
            }
        }
    }
}
