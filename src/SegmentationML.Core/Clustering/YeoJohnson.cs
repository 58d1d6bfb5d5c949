namespace SegmentationML.Core.Clustering;

/// <summary>The power transformation that is defined for all numbers and brings a skewed feature near to a normal one.</summary>
/// <remarks>Yeo and Johnson (2000), Biometrika 87, 954-959.</remarks>
public static class YeoJohnson
{
    private const double Least = -5;
    private const double Greatest = 5;
    private const int GridSteps = 40;
    private static readonly double GoldenShare = (Math.Sqrt(5) - 1) / 2;

    /// <summary>ψ(x, λ): ((x + 1)^λ - 1) / λ for x from 0 (ln(x + 1) at λ = 0); -((1 - x)^(2 - λ) - 1) / (2 - λ) below (-ln(1 - x) at λ = 2).</summary>
    public static double Transform(double x, double lambda)
        => x >= 0 ? BoxCox(x, lambda) : -BoxCox(-x, 2 - lambda);

    /// <summary>The x whose transform is given; NaN when no x has it.</summary>
    public static double Inverse(double transformed, double lambda)
        => transformed >= 0 ? InverseBoxCox(transformed, lambda) : -InverseBoxCox(-transformed, 2 - lambda);

    /// <summary>The λ of greatest likelihood when the transformed values are normal, to about 1e-6.</summary>
    /// <param name="values">Finite, at least two that differ.</param>
    public static double Fit(ReadOnlySpan<double> values)
    {
        var jacobian = 0.0;
        foreach (var value in values)
        {
            jacobian += Math.CopySign(double.LogP1(Math.Abs(value)), value);
        }

        // The likelihood is concave near its top; the grid finds the hill, the golden section its top.
        var (best, most) = (1.0, double.NegativeInfinity);
        for (var step = 0; step <= GridSteps; step++)
        {
            var lambda = Least + ((Greatest - Least) * step / GridSteps);
            var likelihood = Likelihood(values, lambda, jacobian);
            (best, most) = likelihood > most ? (lambda, likelihood) : (best, most);
        }

        var width = (Greatest - Least) / GridSteps;
        return Top(values, jacobian, Math.Max(best - width, Least), Math.Min(best + width, Greatest));
    }

    private static double Top(ReadOnlySpan<double> values, double jacobian, double low, double high)
    {
        var (left, right) = (high - (GoldenShare * (high - low)), low + (GoldenShare * (high - low)));
        var (atLeft, atRight) = (Likelihood(values, left, jacobian), Likelihood(values, right, jacobian));
        while (high - low > 1e-6)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (GoldenShare * (high - low));
                atLeft = Likelihood(values, left, jacobian);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (GoldenShare * (high - low));
                atRight = Likelihood(values, right, jacobian);
            }
        }

        return (low + high) / 2;
    }

    private static double Likelihood(ReadOnlySpan<double> values, double lambda, double jacobian)
    {
        double mean = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var transformed = Transform(values[i], lambda);
            var delta = transformed - mean;
            mean += delta / (i + 1);
            squares += delta * (transformed - mean);
        }

        var variance = squares / values.Length;
        return variance > 0 && double.IsFinite(variance) ? (-0.5 * values.Length * Math.Log(variance)) + ((lambda - 1) * jacobian) : double.NegativeInfinity;
    }

    private static double BoxCox(double x, double lambda)
        => Math.Abs(lambda) < 1e-12 ? double.LogP1(x) : double.ExpM1(lambda * double.LogP1(x)) / lambda;

    private static double InverseBoxCox(double y, double lambda)
        => Math.Abs(lambda) < 1e-12 ? double.ExpM1(y) : double.ExpM1(double.LogP1(lambda * y) / lambda);
}
