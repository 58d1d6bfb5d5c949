namespace SegmentationML.Core.Segmentation;

/// <summary>Boundaries of classes by share of value, exact: the total moves with the entity's value.</summary>
/// <remarks>
/// Let an entity of value v take the value x. Its start share is s(x) = G(x) / (V - v + x), where G(x) sums the other values above x: a step function that only
/// falls. So s falls strictly, and the class is better than a cut a exactly on an interval that starts at x* = inf { x : s(x) &lt; a }. Between two neighbouring values of other entities G is
/// constant and x* solves G / (V - v + x) = a; at a neighbour's value s jumps, and x* may be that value itself. With S[k] the sum before group k and u[k] its value:
/// upwards G = S[k] on [u[k], u[k-1]), downwards G = S[k] - v. The first segment that holds a solution is found by a pointer that only moves one way over all groups.
/// </remarks>
internal static class ValueShareBoundaries
{
    public static ShareBoundaries Of(TieGroups groups, byte[] classes, double[] cuts)
    {
        var boundaries = ShareBoundaries.Empty(groups.Count);
        Gains(groups, classes, cuts, boundaries);
        Losses(groups, classes, cuts, boundaries);
        return boundaries;
    }

    private static void Gains(TieGroups groups, byte[] classes, double[] cuts, ShareBoundaries boundaries)
    {
        var segment = 0;
        for (var j = 0; j < groups.Count; j++)
        {
            if (classes[j] == 0)
            {
                continue;
            }

            // The cut falls to the next with the class: the pointer starts anew there.
            segment = j > 0 && classes[j] != classes[j - 1] ? 0 : segment;
            var cut = cuts[classes[j] - 1];
            var others = groups.Total - groups.Values[j];
            while (segment < j && (groups.ValueBefore[segment + 1] / cut) - groups.Values[segment] < others)
            {
                segment++;
            }

            var crossing = (groups.ValueBefore[segment] / cut) - others;
            var jump = groups.Values[segment];
            var jumps = jump >= crossing;
            boundaries.Gain[j] = Math.Max(jumps ? jump : crossing, groups.Values[j]);
            boundaries.GainClass[j] = jumps
                ? Math.Min(CutRule.CutsAtOrBelow(cuts, groups.ValueBefore[segment] / (others + jump)), (byte)(classes[j] - 1))
                : (byte)(classes[j] - 1);
        }
    }

    private static void Losses(TieGroups groups, byte[] classes, double[] cuts, ShareBoundaries boundaries)
    {
        var segment = 0;
        for (var j = groups.Count - 1; j >= 0; j--)
        {
            if (classes[j] == cuts.Length || groups.Items == 1)
            {
                continue;
            }

            var value = groups.Values[j];
            var others = groups.Total - value;
            var anew = j == groups.Count - 1 || classes[j] != classes[j + 1] || !HoldsSolution(groups, segment, cuts[classes[j]], value, others);
            segment = anew ? j + 1 : segment;
            Loss(groups, classes[j], cuts, boundaries, j, others, ref segment);
        }
    }

    /// <summary>Segment j + 1 lies just below the entity's own value; without a solution there, any loss changes the class.</summary>
    private static void Loss(TieGroups groups, byte own, double[] cuts, ShareBoundaries boundaries, int j, double others, ref int segment)
    {
        var value = groups.Values[j];
        var cut = cuts[own];
        if (!HoldsSolution(groups, segment, cut, value, others))
        {
            boundaries.Loss[j] = value;
            boundaries.LossClass[j] = Math.Max(CutRule.CutsAtOrBelow(cuts, (groups.ValueBefore[j + 1] - value) / groups.Total), (byte)(own + 1));
            return;
        }

        while (segment < groups.Count && HoldsSolution(groups, segment + 1, cut, value, others))
        {
            segment++;
        }

        var crossing = ((groups.ValueBefore[segment] - value) / cut) - others;
        var jump = segment < groups.Count ? groups.Values[segment] : 0;
        var jumps = jump > crossing;
        boundaries.Loss[j] = Math.Min(jumps ? jump : crossing, value);
        boundaries.LossClass[j] = jumps
            ? Math.Max(CutRule.CutsAtOrBelow(cuts, (groups.ValueBefore[segment + 1] - value) / (others + jump)), (byte)(own + 1))
            : (byte)(own + 1);
    }

    /// <summary>Whether the share is below the cut somewhere in [u[k], u[k-1]).</summary>
    private static bool HoldsSolution(TieGroups groups, int segment, double cut, double value, double others)
        => ((groups.ValueBefore[segment] - value) / cut) - groups.Values[segment - 1] < others;
}
