namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>How many components make up the signal.</summary>
/// <remarks>
/// Without a rank or an energy share the hard threshold decides: a component is signal when its singular value exceeds ω(β) times the median one, β = window / columns,
/// ω(β) ≈ 0.56 β³ − 0.95 β² + 1.82 β + 1.43. Gavish and Donoho (2014), The optimal hard threshold for singular values is 4/√3, IEEE Transactions on Information
/// Theory 60(8), 5040-5053. Where most buckets are empty the median singular value says nothing of the noise: one component at most.
/// </remarks>
internal static class SsaRank
{
    /// <summary>An eigenvalue below this share of the largest is rounding, not signal.</summary>
    private const double Negligible = 1e-12;

    /// <summary>The rank; never a component that is rounding.</summary>
    /// <param name="spectrum">Eigenvalues of the lag covariance, largest first, shape (window).</param>
    /// <param name="columns">Number of lagged vectors, at least as many as the window is long.</param>
    /// <param name="mostlyEmpty">Whether more than half of the buckets have no demand.</param>
    /// <param name="options">Rank, energy share or neither.</param>
    /// <returns>Below the window, so that a recurrence exists; 0 for a history that does not vary or holds nothing above the noise.</returns>
    public static int Choose(ReadOnlySpan<double> spectrum, int columns, bool mostlyEmpty, SsaOptions options)
    {
        if (!(spectrum[0] > 0))
        {
            return 0;
        }

        var most = Math.Min(spectrum.Length - 1, options.Rank ?? options.MostComponents);
        var rank = 0;
        while (rank < most && spectrum[rank] > Negligible * spectrum[0])
        {
            rank++;
        }

        var real = spectrum[..rank];
        if (options.Rank is not null)
        {
            return rank;
        }

        return options.EnergyShare is { } share ? ByEnergy(real, spectrum, share) : ByThreshold(real, spectrum, columns, mostlyEmpty);
    }

    private static int ByEnergy(ReadOnlySpan<double> real, ReadOnlySpan<double> spectrum, double share)
    {
        double total = 0;
        foreach (var value in spectrum)
        {
            total += Math.Max(0, value);
        }

        double carried = 0;
        var rank = 0;
        while (rank < real.Length && carried < share * total)
        {
            carried += real[rank];
            rank++;
        }

        return rank;
    }

    private static int ByThreshold(ReadOnlySpan<double> real, ReadOnlySpan<double> spectrum, int columns, bool mostlyEmpty)
    {
        var middle = spectrum.Length / 2;
        var median = spectrum.Length % 2 == 1 ? Singular(spectrum[middle]) : (Singular(spectrum[middle - 1]) + Singular(spectrum[middle])) / 2;
        var beta = spectrum.Length / (double)columns;
        var threshold = median * ((0.56 * beta * beta * beta) - (0.95 * beta * beta) + (1.82 * beta) + 1.43);
        var rank = 0;
        while (rank < real.Length && Singular(real[rank]) > threshold)
        {
            rank++;
        }

        return mostlyEmpty ? Math.Min(rank, 1) : rank;
    }

    private static double Singular(double eigenvalue) => Math.Sqrt(Math.Max(0, eigenvalue));
}
