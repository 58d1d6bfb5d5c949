namespace SegmentationML.Core.Governance.Promotion;

/// <summary>The <c>gates:</c> section of <c>decision-rights.yaml</c>: the numbers that a version must keep to.</summary>
public sealed record GateLimits : AlgorithmOptions
{
    /// <summary>The worst that a table may come through its contract with: pass, warn or quarantine. Default warn: rows that were set aside are looked at first.</summary>
    public ContractGrade ContractAtWorst { get; init; } = ContractGrade.Warn;

    /// <summary>By how much the mean back-test RMSSE may exceed that of the version in use, as a share of it. Default 0.02.</summary>
    public double BacktestWorseBy { get; init; } = 0.02;

    /// <summary>The least adjusted Rand index between the segments of the version and those of the version in use, over the entities that both have, in [-1, 1]. Default 0.5.</summary>
    public double StabilityAtLeast { get; init; } = 0.5;

    /// <summary>The greatest share of the common entities that may change their segment, in [0, 1]. Default 0.15.</summary>
    public double ChurnAtMost { get; init; } = 0.15;

    /// <summary>How many drivers may have drifted. Default 0.</summary>
    public int DriftedDriversAtMost { get; init; }

    /// <summary>Gates whose failure does not refuse a version but takes the automatic decision away, so that a person looks. Default drift: when the world has moved, the model should be able to follow.</summary>
    public IReadOnlyList<PromotionGate> Advisory { get; init; } = [PromotionGate.Drift];

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(BacktestWorseBy >= 0 && double.IsFinite(BacktestWorseBy)))
        {
            yield return PromotionProblem.Setting("gates.backtest_worse_by", BacktestWorseBy, "a share of 0 or more, such as 0.02");
        }

        if (!(StabilityAtLeast is >= -1 and <= 1))
        {
            yield return PromotionProblem.Setting("gates.stability_at_least", StabilityAtLeast, "an adjusted Rand index in [-1, 1], such as 0.5");
        }

        if (!(ChurnAtMost is >= 0 and <= 1))
        {
            yield return PromotionProblem.Setting("gates.churn_at_most", ChurnAtMost, "a share in [0, 1], such as 0.15");
        }

        if (DriftedDriversAtMost < 0)
        {
            yield return PromotionProblem.Setting("gates.drifted_drivers_at_most", DriftedDriversAtMost, "0 or more");
        }
    }
}
