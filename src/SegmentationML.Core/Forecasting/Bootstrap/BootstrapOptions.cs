namespace SegmentationML.Core.Forecasting.Bootstrap;

/// <summary>Options of the methods that draw the future from the past.</summary>
public abstract record BootstrapOptions : AlgorithmOptions
{
    /// <summary>Paths that are drawn, in [100, 100,000]. Default 1,000.</summary>
    public int Draws { get; init; } = 1_000;

    /// <summary>Seed of the draws; every series has the same, so that its forecast does not depend on the others. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Draws is < 100 or > 100_000)
        {
            yield return new Problem("SEG-FCST-074", $"A bootstrap draws {Draws} paths.", "Set it in [100, 100000]; 1,000 carry a 0.99 quantile.");
        }
    }
}
