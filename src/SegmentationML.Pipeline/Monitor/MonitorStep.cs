using SegmentationML.Core.Drift;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Pipeline.Monitor;

/// <summary>Compares a version with the one that was in use before: drift of the drivers, migration between segments.</summary>
public static class MonitorStep
{
    /// <summary>Runs the step; it reads published files only.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static MonitorResult Run(StepContext context, MonitorInput input)
    {
        if (input.Parent is not { } parent)
        {
            return MonitorResult.Nothing;
        }

        context.Progress.Report(new StepProgress(0.1, "migration"));
        var pair = VersionPair.Read(context, input.Version, parent, input.Model.ValueDriver);
        var migration = MigrationMatrix.Of(pair.Segments, pair.Previous, pair.Current, pair.Values);
        context.Progress.Report(new StepProgress(0.5, "drift"));
        var drift = Drift(context, input, parent);
        return new MonitorResult(
            parent.Commit.Version,
            parent.Content.AsOf,
            migration.Common,
            migration.Entered.Sum(),
            migration.Left.Sum(),
            migration.Churn,
            pair.Values.Length == 0 ? double.NaN : migration.ValueChurn,
            Migrations(migration),
            drift,
            Alarms(input.Options, migration, drift));
    }

    private static DriverDrift[] Drift(StepContext context, MonitorInput input, Snapshot parent)
    {
        string[] drivers = [.. PublishedEntity.DriversOf(input.Version).Intersect(PublishedEntity.DriversOf(parent), StringComparer.Ordinal)];
        var options = new DriftOptions { PsiThreshold = input.Options.PsiThreshold };
        var samples = drivers.Select(d => FeatureSample.OfValues(d, VersionPair.Driver(context, parent, d), VersionPair.Driver(context, input.Version, d))).ToArray();
        return [.. DriftAssessment.Assess(samples, options).Select(f => new DriverDrift(
            f.Feature, f.Psi?.Psi ?? double.NaN, f.Psi?.NoiseFloor95 ?? double.NaN, f.AdjustedPValue, f.Verdict == DriftVerdict.Drifted))];
    }

    private static List<SegmentMigration> Migrations(MigrationMatrix matrix)
    {
        var rows = new List<SegmentMigration>();
        for (var from = 0; from < matrix.Segments.Count; from++)
        {
            for (var to = 0; to < matrix.Segments.Count; to++)
            {
                if (matrix.CountOf(from, to) > 0)
                {
                    rows.Add(new SegmentMigration(matrix.Segments[from], matrix.Segments[to], matrix.CountOf(from, to), matrix.Weighted ? matrix.ValueOf(from, to) : double.NaN));
                }
            }
        }

        return rows;
    }

    private static List<string> Alarms(MonitorOptions options, MigrationMatrix migration, IReadOnlyList<DriverDrift> drift)
    {
        var alarms = new List<string>();
        if (migration.Churn > options.ChurnThreshold)
        {
            alarms.Add($"{migration.Moved:N0} of {migration.Common:N0} entities ({migration.Churn:P1}) changed their segment: more than {options.ChurnThreshold:P0}.");
        }

        alarms.AddRange(drift.Where(d => d.Drifted).Select(d => $"The distribution of {d.Driver} has moved: PSI {d.Psi:0.000}, chance alone gives up to {d.NoiseFloor:0.000}."));
        return alarms;
    }
}
