using System.Globalization;

namespace SegmentationML.Core.Governance.Promotion;

/// <summary>Judges a version by its gates.</summary>
public static class GateAssessment
{
    private const string NothingInUse = "Nothing is in use yet to compare with.";

    /// <summary>The evidence of every gate, in order of <see cref="PromotionGate"/>.</summary>
    /// <param name="figures">What was measured.</param>
    /// <param name="limits">What it must keep to.</param>
    public static IReadOnlyList<GateEvidence> Of(GateFigures figures, GateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(limits);
        return
        [
            .. Enum.GetValues<PromotionGate>().Select(gate => (gate switch
            {
                PromotionGate.Contract => Contract(figures, limits),
                PromotionGate.Backtest => Backtest(figures, limits),
                PromotionGate.Stability => Stability(figures, limits),
                PromotionGate.Churn => Churn(figures, limits),
                PromotionGate.DecisionTests => DecisionTests(figures),
                _ => Drift(figures, limits),
            }) with { Advisory = limits.Advisory.Contains(gate) }),
        ];
    }

    private static GateEvidence Contract(GateFigures figures, GateLimits limits)
    {
        var limit = (int)limits.ContractAtWorst;
        if (figures.Contracts.Count == 0)
        {
            return None(PromotionGate.Contract, limit, "No table has a contract.");
        }

        string[] broken = [.. figures.Contracts.Where(c => c.Value > limits.ContractAtWorst).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {PromotionProblem.Word(c.Value)}")];
        return Judge(PromotionGate.Contract, (int)figures.Contracts.Values.Max(), limit, broken.Length == 0, broken.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{figures.Contracts.Count} tables came through their contracts, with {PromotionProblem.Word(figures.Contracts.Values.Max())} at worst.")
            : $"Worse than {PromotionProblem.Word(limits.ContractAtWorst)}: {string.Join(", ", broken)}.");
    }

    private static GateEvidence Backtest(GateFigures figures, GateLimits limits)
    {
        if (figures.Live is null || double.IsNaN(figures.Backtest) || double.IsNaN(figures.LiveBacktest))
        {
            return None(PromotionGate.Backtest, limits.BacktestWorseBy, figures.Live is null ? NothingInUse : "One of the two versions has no back-test on record.");
        }

        var worse = figures.LiveBacktest == 0 ? (figures.Backtest == 0 ? 0 : double.PositiveInfinity) : (figures.Backtest / figures.LiveBacktest) - 1;
        return Judge(PromotionGate.Backtest, worse, limits.BacktestWorseBy, worse <= limits.BacktestWorseBy, string.Create(
            CultureInfo.InvariantCulture, $"Mean RMSSE {figures.Backtest:0.0000} against {figures.LiveBacktest:0.0000} of version {figures.Live}: {Signed(worse)}, at most {Signed(limits.BacktestWorseBy)} is allowed."));
    }

    private static GateEvidence Stability(GateFigures figures, GateLimits limits)
        => double.IsNaN(figures.Agreement)
            ? None(PromotionGate.Stability, limits.StabilityAtLeast, Missing(figures))
            : Judge(PromotionGate.Stability, figures.Agreement, limits.StabilityAtLeast, figures.Agreement >= limits.StabilityAtLeast, string.Create(
                CultureInfo.InvariantCulture, $"Adjusted Rand index {figures.Agreement:0.000} with the segments of version {figures.Live}, at least {limits.StabilityAtLeast:0.000} is asked."));

    private static GateEvidence Churn(GateFigures figures, GateLimits limits)
        => double.IsNaN(figures.Churn)
            ? None(PromotionGate.Churn, limits.ChurnAtMost, Missing(figures))
            : Judge(PromotionGate.Churn, figures.Churn, limits.ChurnAtMost, figures.Churn <= limits.ChurnAtMost, string.Create(
                CultureInfo.InvariantCulture, $"{Share(figures.Churn)} of the common entities change their segment, at most {Share(limits.ChurnAtMost)} may."));

    private static GateEvidence DecisionTests(GateFigures figures)
        => figures.DecisionTests == 0
            ? None(PromotionGate.DecisionTests, 0, "The model has no decision tests.")
            : Judge(PromotionGate.DecisionTests, figures.FailedTests.Count, 0, figures.FailedTests.Count == 0, figures.FailedTests.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{figures.DecisionTests} of {figures.DecisionTests} pass.")
                : string.Create(CultureInfo.InvariantCulture, $"{figures.FailedTests.Count} of {figures.DecisionTests} fail: {string.Join("; ", figures.FailedTests)}."));

    private static GateEvidence Drift(GateFigures figures, GateLimits limits)
        => figures.Drivers == 0
            ? None(PromotionGate.Drift, limits.DriftedDriversAtMost, figures.Live is null ? NothingInUse : "The versions have no driver in common.")
            : Judge(PromotionGate.Drift, figures.Drifted.Count, limits.DriftedDriversAtMost, figures.Drifted.Count <= limits.DriftedDriversAtMost, string.Create(
                CultureInfo.InvariantCulture, $"{figures.Drifted.Count} of {figures.Drivers} drivers drifted{(figures.Drifted.Count == 0 ? "" : $" ({string.Join(", ", figures.Drifted)})")}, at most {limits.DriftedDriversAtMost} may."));

    private static string Missing(GateFigures figures) => figures.Live is null ? NothingInUse : "The versions have no entity in common.";

    private static GateEvidence None(PromotionGate gate, double limit, string why) => new(gate, GateOutcome.NotApplicable, double.NaN, limit, why, Advisory: false);

    private static GateEvidence Judge(PromotionGate gate, double figure, double limit, bool passed, string finding)
        => new(gate, passed ? GateOutcome.Passed : GateOutcome.Failed, figure, limit, finding, Advisory: false);

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Signed(double share) => (100 * share).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
