namespace SegmentationML.Core.Numerics;

/// <summary>Nelder and Mead's simplex search for functions that have no slope to follow.</summary>
/// <remarks>Nelder and Mead (1965), A simplex method for function minimization, The Computer Journal 7(4), 308-313: reflection 1, expansion 2, contraction and shrinkage 1/2.</remarks>
internal static class NelderMead
{
    /// <summary>Most numbers that a point may have.</summary>
    public const int MostDimensions = 4;

    private const double Tolerance = 1e-12;
    private const int MostRestarts = 8;
    private const double WorthARestart = 1e-9;

    /// <summary>Walks downhill from a point, and again with a fresh simplex from where that ended, until nothing is gained: a simplex may collapse on the way.</summary>
    /// <param name="objective">What is made small.</param>
    /// <param name="point">The start; receives the best point found, shape (d), d ≤ 4.</param>
    /// <param name="step">First length of the edges; each fresh simplex has the other sign and half of it.</param>
    /// <param name="mostEvaluations">Looks at the objective at most, for each simplex.</param>
    /// <returns>The value at the best point.</returns>
    public static double MinimiseWithRestarts<T>(ref T objective, scoped Span<double> point, double step, int mostEvaluations)
        where T : struct, IObjective, allows ref struct
    {
        var value = Minimise(ref objective, point, step, mostEvaluations);
        for (var restart = 0; restart < MostRestarts; restart++)
        {
            step = restart % 2 == 0 ? -step : step / -2;
            var next = Minimise(ref objective, point, step, mostEvaluations);
            if (restart > 0 && !(next < value - (WorthARestart * Math.Abs(value))))
            {
                return next;
            }

            value = next;
        }

        return value;
    }

    /// <summary>Walks downhill from a point.</summary>
    /// <param name="objective">What is made small.</param>
    /// <param name="point">The start; receives the best point found, shape (d), d ≤ 4.</param>
    /// <param name="step">First length of the edges.</param>
    /// <param name="mostEvaluations">Looks at the objective at most.</param>
    /// <returns>The value at the best point.</returns>
    public static double Minimise<T>(ref T objective, scoped Span<double> point, double step, int mostEvaluations)
        where T : struct, IObjective, allows ref struct
    {
        var d = point.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(d, MostDimensions, nameof(point));
        Span<double> simplex = stackalloc double[(MostDimensions + 1) * MostDimensions];
        Span<double> values = stackalloc double[MostDimensions + 1];
        values = values[..(d + 1)];
        for (var v = 0; v <= d; v++)
        {
            var vertex = simplex.Slice(v * d, d);
            point.CopyTo(vertex);
            if (v > 0)
            {
                vertex[v - 1] += step;
            }

            values[v] = objective.At(vertex);
        }

        var left = mostEvaluations - d - 1;
        while (left > 0 && !IsSmall(values))
        {
            left -= Step(ref objective, simplex, values, d);
        }

        var best = Least(values);
        simplex.Slice(best * d, d).CopyTo(point);
        return values[best];
    }

    /// <summary>One reflection with what follows from it.</summary>
    /// <returns>How often the objective was looked at.</returns>
    private static int Step<T>(ref T objective, scoped Span<double> simplex, scoped Span<double> values, int d)
        where T : struct, IObjective, allows ref struct
    {
        var (worst, best) = (Greatest(values), Least(values));
        Span<double> buffer = stackalloc double[3 * MostDimensions];
        var centre = buffer[..d];
        var reflected = buffer.Slice(MostDimensions, d);
        var other = buffer.Slice(2 * MostDimensions, d);
        Centre(simplex, worst, centre);
        var vertex = simplex.Slice(worst * d, d);
        Between(centre, vertex, -1, reflected);
        var value = objective.At(reflected);
        if (value < values[best])
        {
            Between(centre, vertex, -2, other);
            var further = objective.At(other);
            Take(vertex, ref values[worst], further < value ? other : reflected, Math.Min(further, value));
            return 2;
        }

        if (value < SecondGreatest(values, worst))
        {
            Take(vertex, ref values[worst], reflected, value);
            return 1;
        }

        Between(centre, value < values[worst] ? reflected : vertex, 0.5, other);
        var nearer = objective.At(other);
        if (nearer < Math.Min(value, values[worst]))
        {
            Take(vertex, ref values[worst], other, nearer);
            return 2;
        }

        for (var v = 0; v <= d; v++)
        {
            if (v != best)
            {
                Between(simplex.Slice(best * d, d), simplex.Slice(v * d, d), 0.5, other);
                Take(simplex.Slice(v * d, d), ref values[v], other, objective.At(other));
            }
        }

        return d + 2;
    }

    private static void Take(Span<double> vertex, ref double held, ReadOnlySpan<double> point, double value)
    {
        point.CopyTo(vertex);
        held = value;
    }

    /// <summary>from + share (to − from).</summary>
    private static void Between(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double share, Span<double> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = from[i] + (share * (to[i] - from[i]));
        }
    }

    private static void Centre(ReadOnlySpan<double> simplex, int without, Span<double> centre)
    {
        var d = centre.Length;
        centre.Clear();
        for (var v = 0; v <= d; v++)
        {
            for (var i = 0; i < d && v != without; i++)
            {
                centre[i] += simplex[(v * d) + i] / d;
            }
        }
    }

    private static bool IsSmall(ReadOnlySpan<double> values)
    {
        var (least, greatest) = (values[Least(values)], values[Greatest(values)]);
        return greatest - least <= Tolerance * (Math.Abs(least) + Tolerance);
    }

    private static int Least(ReadOnlySpan<double> values)
    {
        var at = 0;
        for (var i = 1; i < values.Length; i++)
        {
            at = values[i] < values[at] ? i : at;
        }

        return at;
    }

    private static int Greatest(ReadOnlySpan<double> values)
    {
        var at = 0;
        for (var i = 1; i < values.Length; i++)
        {
            at = values[i] > values[at] ? i : at;
        }

        return at;
    }

    private static double SecondGreatest(ReadOnlySpan<double> values, int greatest)
    {
        var second = double.NegativeInfinity;
        for (var i = 0; i < values.Length; i++)
        {
            second = i == greatest ? second : Math.Max(second, values[i]);
        }

        return second;
    }
}
