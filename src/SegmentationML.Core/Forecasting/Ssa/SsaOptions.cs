namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>Options of singular spectrum analysis.</summary>
public sealed record SsaOptions : AlgorithmOptions
{
    /// <summary>Largest window that may be asked for: the cost grows with its cube.</summary>
    public const int LargestWindow = 512;

    /// <summary>Buckets in a lagged vector, in [2, 512]; null (the default) chooses it by <see cref="SsaWindow"/>. Never more than half of the history.</summary>
    public int? Window { get; init; }

    /// <summary>Number of components that make up the signal, at least 1; null (the default) leaves it to <see cref="EnergyShare"/> or the hard threshold.</summary>
    public int? Rank { get; init; }

    /// <summary>Share of the variation around the recent level that the signal carries, in (0, 1); null (the default) takes the components above the hard threshold of <see cref="SsaRank"/>.</summary>
    public double? EnergyShare { get; init; }

    /// <summary>Most components that are taken when no rank is given, at least 1. Default 12.</summary>
    public int MostComponents { get; init; } = 12;

    /// <summary>How the forecast goes on after the newest bucket. Default by recurrence.</summary>
    public SsaContinuation Continuation { get; init; } = SsaContinuation.Recurrent;

    /// <summary>Where the error spread comes from. Default measured.</summary>
    public SsaSpread Spread { get; init; } = SsaSpread.Measured;

    /// <summary>Histories of the bootstrap, at least 20. Default 200.</summary>
    public int Paths { get; init; } = 200;

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

        if (EnergyShare is { } share && !(share > 0 && share < 1))
        {
            yield return new Problem("SEG-FCST-009", $"ssa.energy_share is {share}.", "Set it in (0, 1), or leave it out to have the components above the noise taken.");
        }

        if (!Enum.IsDefined(Continuation) || !Enum.IsDefined(Spread) || Paths < 20)
        {
            yield return new Problem(
                "SEG-FCST-015",
                $"ssa.continuation is {Continuation}, ssa.spread {Spread}, ssa.paths {Paths}.",
                $"The first is one of {string.Join(", ", Enum.GetNames<SsaContinuation>())}, the second of {string.Join(", ", Enum.GetNames<SsaSpread>())}; paths are at least 20.");
        }

        if (Rank is not null && EnergyShare is not null)
        {
            yield return new Problem("SEG-FCST-014", "ssa has a rank and an energy share.", "Give one of them, or none.");
        }
    }
}
