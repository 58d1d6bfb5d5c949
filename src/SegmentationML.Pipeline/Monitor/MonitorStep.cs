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

        return Compare(context.Engine, input with { Parent = parent }, context.Progress, context.Cancellation);
    }

    /// <summary>Compares a version with its parent, which must be given, outside a run.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="progress">Takes the progress; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static MonitorResult Compare(IQueryEngine engine, MonitorInput input, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var parent = input.Parent ?? throw new ArgumentException("There is no parent to compare with.", nameof(input));
        progress?.Report(new StepProgress(0.1, "migration"));
        var pair = VersionPair.Read(engine, input.Version, parent, input.Model.ValueDriver, cancellation);
        var migration = MigrationMatrix.Of(pair.Segments, pair.Previous, pair.Current, pair.Values);
        progress?.Report(new StepProgress(0.5, "drift"));
        var drift = Drift(engine, input, parent, cancellation);
        return new MonitorResult(
            parent.Commit.Version,
            parent.Content.AsOf,
            migration.Common,
            migration.Entered.Sum(),
            migration.Left.Sum(),
            migration.Churn,
            pair.Values.Length == 0 ? double.NaN : migration.ValueChurn,
            pair.Agreement(),
            Migrations(migration),
            drift,
            Alarms(input.Options, migration, drift));
    }

    private static DriverDrift[] Drift(IQueryEngine engine, MonitorInput input, Snapshot parent, CancellationToken cancellation)
    {
        string[] drivers = [.. PublishedEntity.DriversOf(input.Version).Intersect(PublishedEntity.DriversOf(parent), StringComparer.Ordinal)];
        var options = new DriftOptions { PsiThreshold = input.Options.PsiThreshold };
        var samples = drivers.Select(d => FeatureSample.OfValues(d, VersionPair.Driver(engine, parent, d, cancellation), VersionPair.Driver(engine, input.Version, d, cancellation))).ToArray();
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
