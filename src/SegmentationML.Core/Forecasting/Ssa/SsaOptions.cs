namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>Options of singular spectrum analysis.</summary>
public sealed record SsaOptions : AlgorithmOptions
{
    /// <summary>Largest window that may be asked for or chosen: the cost grows with its cube.</summary>
    public const int LargestWindow = 512;

    /// <summary>Buckets in a lagged vector, in [2, 512]; null (the default) chooses it by <see cref="SsaWindow"/>. Never more than half of the history.</summary>
    public int? Window { get; init; }

    /// <summary>Number of components that make up the signal, at least 1; null (the default) takes as many as <see cref="EnergyShare"/> says.</summary>
    public int? Rank { get; init; }

    /// <summary>Share of the variation around the mean that the signal carries, in (0, 1). Default 0.5.</summary>
    public double EnergyShare { get; init; } = 0.5;

    /// <summary>Most components that an energy share may take, at least 1. Default 8.</summary>
    public int MostComponents { get; init; } = 8;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Window is < 2 or > LargestWindow)
        {
            yield return new Problem("SEG-FCST-007", $"ssa.window is {Window}.", $"Set it in [2, {LargestWindow}], or leave it out to have it chosen.");
        }

        if (Rank is < 1 || MostComponents < 1)
        {
            yield return new Problem("SEG-FCST-008", $"ssa.rank is {Rank?.ToString() ?? "free"} with at most {MostComponents} components.", "Both are at least 1.");
        }

        if (!(EnergyShare > 0 && EnergyShare < 1))
        {
            yield return new Problem("SEG-FCST-009", $"ssa.energy_share is {EnergyShare}.", "Set it in (0, 1); 0.3 to 0.9 is usual.");
        }
    }
}
