namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>A first guess of level, slope and season: classical decomposition of the first seasons, and a straight line through what it leaves.</summary>
/// <remarks>Hyndman et al. (2008), §2.6.1. The fit moves on from it, so it only has to lie in the right valley.</remarks>
internal static class EtsStart
{
    /// <summary>Least factor of a multiplicative trend, a bucket.</summary>
    public const double LeastGrowth = 0.05;

    /// <summary>Largest factor of a multiplicative trend, a bucket.</summary>
    public const double LargestGrowth = 20;

    private const int FirstBuckets = 10;
    private const double LeastIndex = 0.05;

    /// <summary>Writes level, slope and season into a point of <see cref="EtsLikelihood"/>.</summary>
    /// <param name="values">Demand, shape (n); NaN = missing.</param>
    /// <param name="form">The form.</param>
    /// <param name="season">Buckets in a season; 1 for a form without one.</param>
    /// <param name="indices">Scratch, shape (season).</param>
    /// <param name="point">Its weights are left as they are.</param>
    public static void Write(ReadOnlySpan<double> values, EtsForm form, int season, Span<double> indices, Span<double> point)
    {
        indices.Fill(form.Season == EtsComponent.Multiplicative ? 1 : 0);
        if (season > 1)
        {
            Indices(values, season, form.Season == EtsComponent.Multiplicative, indices);
            indices[..(season - 1)].CopyTo(point[EtsLikelihood.Season..]);
        }

        var (level, slope) = Line(values, form, season, indices);
        if (!form.Trended)
        {
            (level, slope) = (level + (slope * FirstBuckets / 2), 0);
        }

        if (form.Trend == EtsComponent.Multiplicative)
        {
            // The straight line's first two values as a growth by a factor.
            var first = Math.Max(LeastIndex, level + slope);
            slope = Math.Clamp((first + slope) / first, LeastGrowth, LargestGrowth);
            level = first / slope;
        }

        point[EtsLikelihood.Level] = form.NeedsPositive ? Math.Max(level, LeastIndex) : level;
        point[EtsLikelihood.Slope] = slope;
    }

    /// <summary>Mean departure of each bucket of the season from the mean of its own season, over up to five whole seasons; they sum to zero, or to the season as factors.</summary>
    private static void Indices(ReadOnlySpan<double> values, int season, bool factors, Span<double> indices)
    {
        var seasons = Math.Min(5, values.Length / season);
        for (var i = 0; i < season; i++)
        {
            double sum = 0;
            var count = 0;
            for (var k = 0; k < seasons; k++)
            {
                var y = values[(k * season) + i];
                var centre = Centre(values, (k * season) + i, season);
                if (!double.IsNaN(y) && !double.IsNaN(centre) && (!factors || centre > 0))
                {
                    sum += factors ? y / centre : y - centre;
                    count++;
                }
            }

            indices[i] = count > 0 ? sum / count : factors ? 1 : 0;
        }

        Normalise(factors, indices);
    }

    private static void Normalise(bool factors, Span<double> indices)
    {
        double sum = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = factors ? Math.Max(LeastIndex, indices[i]) : indices[i];
            sum += indices[i];
        }

        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = factors ? indices[i] * indices.Length / sum : indices[i] - (sum / indices.Length);
        }
    }

    /// <summary>Mean of the season's length of buckets around one, moved inside where it would stick out; NaN when all are missing.</summary>
    private static double Centre(ReadOnlySpan<double> values, int at, int season)
    {
        var start = Math.Clamp(at - (season / 2), 0, values.Length - season);
        double sum = 0;
        var count = 0;
        foreach (var value in values.Slice(start, season))
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>Least squares through the first ten buckets, or the first two seasons, without their season.</summary>
    private static (double Level, double Slope) Line(ReadOnlySpan<double> values, EtsForm form, int season, ReadOnlySpan<double> indices)
    {
        var buckets = Math.Min(values.Length, Math.Max(FirstBuckets, 2 * season));
        double n = 0, sumT = 0, sumY = 0, sumTt = 0, sumTy = 0;
        for (var t = 0; t < buckets || (n < 2 && t < values.Length); t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            var y = form.Season == EtsComponent.Multiplicative ? values[t] / indices[t % season] : values[t] - indices[t % season];
            (n, sumT, sumY, sumTt, sumTy) = (n + 1, sumT + t + 1, sumY + y, sumTt + ((t + 1.0) * (t + 1)), sumTy + ((t + 1) * y));
        }

        var spread = (n * sumTt) - (sumT * sumT);
        var slope = spread > 0 ? ((n * sumTy) - (sumT * sumY)) / spread : 0;
        return ((sumY - (slope * sumT)) / n, slope);
    }
}
