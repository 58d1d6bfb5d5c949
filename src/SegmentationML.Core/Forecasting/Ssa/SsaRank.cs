namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>How many components make up the signal.</summary>
internal static class SsaRank
{
    /// <summary>An eigenvalue below this share of the largest is rounding, not signal.</summary>
    private const double Negligible = 1e-12;

    /// <summary>The rank asked for, or the smallest whose components carry the energy share; never a component that is rounding.</summary>
    /// <param name="spectrum">Eigenvalues of the lag covariance, largest first, shape (window).</param>
    /// <param name="options">Rank or energy share.</param>
    /// <returns>0 for a history that does not vary, else at least 1 and below the window, so that a recurrence exists.</returns>
    public static int Choose(ReadOnlySpan<double> spectrum, SsaOptions options)
    {
        if (!(spectrum[0] > 0))
        {
            return 0;
        }

        var most = Math.Min(spectrum.Length - 1, options.Rank ?? options.MostComponents);
        double total = 0;
        foreach (var value in spectrum)
        {
            total += Math.Max(0, value);
        }

        double carried = 0;
        var rank = 0;
        while (rank < most && spectrum[rank] > Negligible * spectrum[0] && (options.Rank is not null || carried < options.EnergyShare * total))
        {
            carried += spectrum[rank];
            rank++;
        }

        return rank;
    }
}
