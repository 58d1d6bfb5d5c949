namespace SegmentationML.Core.Drift;

/// <summary>The two-sample Kolmogorov-Smirnov test.</summary>
public static class KolmogorovSmirnov
{
    private const long ExactPairs = 10_000;

    /// <summary>Compares two samples; missing values (NaN) are left out.</summary>
    /// <param name="reference">Any order, at least one known value.</param>
    /// <param name="current">Any order, at least one known value.</param>
    public static KolmogorovSmirnovResult Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var a = Known(reference, "reference");
        var b = Known(current, "current");
        var statistic = Distance(a, b);
        var exact = (long)a.Length * b.Length <= ExactPairs;
        return new KolmogorovSmirnovResult(statistic, exact ? Exact(statistic, a.Length, b.Length) : Stephens(statistic, a.Length, b.Length), exact, a.Length, b.Length);
    }

    /// <summary>Share of the orders of n + m distinct values whose distance is at least the one seen.</summary>
    /// <remarks>Hodges (1957), Arkiv för Matematik 3, 469-486: the paths from (0, 0) to (n, m) that stay inside.</remarks>
    internal static double Exact(double statistic, int n, int m)
    {
        // Distances are multiples of 1 / nm: half a step below the one seen decides.
        var limit = (0.5 + Math.Floor((statistic * n * m) - 1e-7)) / ((double)n * m);
        var inside = new double[m + 1];
        for (var j = 0; j <= m; j++)
        {
            inside[j] = (double)j / m > limit ? 0 : 1;
        }

        for (var i = 1; i <= n; i++)
        {
            // Share of the paths to (i, j) that come over (i - 1, j), scaled so that the last entry is the share of all.
            var weight = (double)i / (i + m);
            inside[0] = (double)i / n > limit ? 0 : weight * inside[0];
            for (var j = 1; j <= m; j++)
            {
                inside[j] = Math.Abs(((double)i / n) - ((double)j / m)) > limit ? 0 : (weight * inside[j]) + inside[j - 1];
            }
        }

        return Math.Clamp(1 - inside[m], 0, 1);
    }

    /// <summary>Kolmogorov's limit at Stephens' (1970) corrected argument.</summary>
    internal static double Stephens(double statistic, int n, int m)
    {
        var root = Math.Sqrt((double)n * m / ((double)n + m));
        return Limit((root + 0.12 + (0.11 / root)) * statistic);
    }

    /// <summary>Kolmogorov's limit distribution: 2 Σ (-1)^(j - 1) exp(-2 j² λ²).</summary>
    internal static double Limit(double argument)
    {
        if (argument < 0.2)
        {
            return 1;
        }

        var sum = 0.0;
        for (var j = 1; j <= 100; j++)
        {
            var term = Math.Exp(-2.0 * j * j * argument * argument);
            sum += (j % 2 == 1 ? 1 : -1) * term;
            if (term < 1e-18)
            {
                break;
            }
        }

        return Math.Clamp(2 * sum, 0, 1);
    }

    private static double Distance(double[] a, double[] b)
    {
        int i = 0, j = 0;
        var most = 0.0;
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value)
            {
                i++;
            }

            while (j < b.Length && b[j] <= value)
            {
                j++;
            }

            most = Math.Max(most, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return most;
    }

    private static double[] Known(ReadOnlySpan<double> sample, string name)
    {
        var known = new List<double>(sample.Length);
        foreach (var value in sample)
        {
            if (!double.IsNaN(value))
            {
                known.Add(value);
            }
        }

        known.Sort();
        return known.Count > 0 ? [.. known] : throw new ProblemException(DriftProblems.Empty(name));
    }
}
