namespace SegmentationML.Core.Governance.Promotion;

/// <summary>What the gates of a version are judged by; what there is nothing to measure of is NaN or empty.</summary>
public sealed record GateFigures
{
    /// <summary>Of each table that has a contract, how it came through.</summary>
    public IReadOnlyDictionary<string, ContractGrade> Contracts { get; init; } = new Dictionary<string, ContractGrade>(StringComparer.Ordinal);

    /// <summary>Mean RMSSE of the chosen methods over the series that were back-tested; smaller is better.</summary>
    public double Backtest { get; init; } = double.NaN;

    /// <summary>The same of the version in use, as it was measured when that was published.</summary>
    public double LiveBacktest { get; init; } = double.NaN;

    /// <summary>The version in use, which the figures below compare with; null before the first.</summary>
    public long? Live { get; init; }

    /// <summary>Adjusted Rand index of both partitions over the common entities.</summary>
    public double Agreement { get; init; } = double.NaN;

    /// <summary>Share of the common entities that change their segment.</summary>
    public double Churn { get; init; } = double.NaN;

    /// <summary>Decision tests of the model.</summary>
    public int DecisionTests { get; init; }

    /// <summary>Those that fail, by name.</summary>
    public IReadOnlyList<string> FailedTests { get; init; } = [];

    /// <summary>Drivers whose distributions were compared.</summary>
    public int Drivers { get; init; }

    /// <summary>Those that drifted, by name.</summary>
    public IReadOnlyList<string> Drifted { get; init; } = [];
}
