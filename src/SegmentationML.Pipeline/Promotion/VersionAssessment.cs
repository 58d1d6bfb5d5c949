using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>A published version judged against the one in use.</summary>
/// <param name="Live">The version in use; null before the first.</param>
/// <param name="Evidence">What the gates measured.</param>
/// <param name="Required">Who has to decide.</param>
/// <param name="Impact">What would change.</param>
public sealed record VersionAssessment(long? Live, IReadOnlyList<GateEvidence> Evidence, RequiredDecision Required, ImpactAssessment Impact)
{
    /// <summary>Judges a version by its published files, its record and the decision rights.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="definitions">The pipeline, for monitor settings and decision rights.</param>
    /// <param name="version">The version.</param>
    /// <param name="live">The version in use; null before the first.</param>
    /// <param name="metrics">Figures of the version; null when none are on record.</param>
    /// <param name="liveMetrics">Figures of the version in use; null when none are on record.</param>
    /// <param name="changes">The comparison of both, when it was made already.</param>
    /// <param name="cancellation">Ends it.</param>
    public static VersionAssessment Of(
        IQueryEngine engine, Definitions definitions, Snapshot version, Snapshot? live, VersionMetrics? metrics, VersionMetrics? liveMetrics, MonitorResult? changes, CancellationToken cancellation)
    {
        var model = SegmentRecord.Read(version.Folder)?.Model ?? definitions.Model;
        var compared = live is null
            ? MonitorResult.Nothing
            : changes is { Parent: { } parent } && parent == live.Commit.Version ? changes : MonitorStep.Compare(engine, new(definitions.Pipeline.Monitor, model, version, live), null, cancellation);
        var impact = VersionImpact.Of(engine, version, live, model.ValueDriver, definitions.Rights, cancellation);
        var tests = DecisionTests.Run(model);
        var evidence = GateAssessment.Of(
            new GateFigures
            {
                Contracts = version.Content.Contracts.GroupBy(c => c.Table, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(c => Grade(c.Outcome)), StringComparer.Ordinal),
                Backtest = metrics?.Rmsse ?? double.NaN,
                LiveBacktest = liveMetrics?.Rmsse ?? double.NaN,
                Live = live?.Commit.Version,
                Agreement = compared.Agreement,
                Churn = compared.Churn,
                DecisionTests = tests.Count,
                FailedTests = [.. tests.Where(t => !t.Passed).Select(t => t.Test.Name)],
                Drivers = compared.Drift.Count,
                Drifted = [.. compared.Drift.Where(d => d.Drifted).Select(d => d.Driver)],
            },
            definitions.Rights.Gates);
        return new VersionAssessment(live?.Commit.Version, evidence, definitions.Rights.Decide(impact.Size, evidence), impact);
    }

    /// <summary>An outcome that this program does not know is the worst that it knows.</summary>
    private static ContractGrade Grade(string outcome) => Enum.TryParse<ContractGrade>(outcome, ignoreCase: true, out var grade) ? grade : ContractGrade.Quarantine;
}
