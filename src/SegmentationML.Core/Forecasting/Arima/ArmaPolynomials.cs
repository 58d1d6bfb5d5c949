namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>From free numbers to stationary and invertible polynomials, and from seasonal factors to one polynomial.</summary>
internal static class ArmaPolynomials
{
    /// <summary>Longest factor.</summary>
    public const int LongestFactor = 8;

    private const double LargestPartial = 0.99999;

    /// <summary>Coefficients a of a stationary 1 − Σ a[j] Bʲ whose partial autocorrelations are the hyperbolic tangents of some numbers.</summary>
    /// <param name="free">Any numbers, shape (k).</param>
    /// <param name="coefficients">Receives a[1 … k], shape (k).</param>
    /// <remarks>Monahan (1984), Biometrika 71(2), 403-404.</remarks>
    public static void FromFree(ReadOnlySpan<double> free, Span<double> coefficients)
    {
        Span<double> before = stackalloc double[LongestFactor];
        for (var k = 0; k < free.Length; k++)
        {
            var partial = LargestPartial * Math.Tanh(free[k]);
            coefficients[..k].CopyTo(before);
            for (var j = 0; j < k; j++)
            {
                coefficients[j] = before[j] - (partial * before[k - 1 - j]);
            }

            coefficients[k] = partial;
        }
    }

    /// <summary>(1 − Σ a[j] Bʲ)(1 − Σ b[j] B^(j × season)) as 1 − Σ c[j] Bʲ.</summary>
    /// <param name="plain">a, shape (p).</param>
    /// <param name="seasonal">b, shape (P).</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="product">Receives c, shape (p + P × season).</param>
    public static void Multiply(ReadOnlySpan<double> plain, ReadOnlySpan<double> seasonal, int season, Span<double> product)
    {
        product.Clear();
        plain.CopyTo(product);
        for (var k = 1; k <= seasonal.Length; k++)
        {
            product[(k * season) - 1] += seasonal[k - 1];
            for (var j = 0; j < plain.Length; j++)
            {
                product[(k * season) + j] -= seasonal[k - 1] * plain[j];
            }
        }
    }

    /// <summary>Whether every root of 1 − Σ a[j] Bʲ lies further from zero than a distance.</summary>
    /// <param name="coefficients">a, shape (k).</param>
    /// <param name="distance">Of the closest root allowed, above zero.</param>
    /// <remarks>Roots beyond a distance are those of the polynomial in B × distance beyond one: a test of partial autocorrelations, no root is computed.</remarks>
    public static bool RootsAreBeyond(ReadOnlySpan<double> coefficients, double distance)
    {
        Span<double> current = stackalloc double[LongestFactor];
        Span<double> next = stackalloc double[LongestFactor];
        var power = 1.0;
        for (var j = 0; j < coefficients.Length; j++)
        {
            power *= distance;
            current[j] = coefficients[j] * power;
        }

        for (var k = coefficients.Length; k > 0; k--)
        {
            var partial = current[k - 1];
            if (!(Math.Abs(partial) < 1))
            {
                return false;
            }

            for (var j = 0; j < k - 1; j++)
            {
                next[j] = (current[j] + (partial * current[k - 2 - j])) / (1 - (partial * partial));
            }

            next.CopyTo(current);
        }

        return true;
    }
}
