namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by cumulative share: ABC.</summary>
/// <remarks>
/// Entities with a positive value are ordered by it, largest first; equal values form one tie group. The start share of an entity is the sum of the groups strictly
/// before its own over the total (by <see cref="ShareBasis.Items"/>: their number over the number of positive entities). The class is the number of cuts at or below the start
/// share. So the entity that crosses a cut stays in the upper class, the first class is never empty, equal values share a class, and neither the order of the input nor
/// its unit matters. Prefix sums are compensated (Neumaier 1974), so that shares that tie with a cut in decimal arithmetic tie here.
/// </remarks>
public static class CumulativeShareClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="values">One value an entity, any order: positive values are classed, negative ones are returns only, zeros are no movement, NaN is unmeasured; an infinite value is refused.</param>
    /// <param name="options">Cuts and codes.</param>
    /// <param name="deviations">Standard deviation of each value in its own history, in the values' unit; empty when not known.</param>
    public static CumulativeShareClassification Classify(ReadOnlySpan<double> values, CumulativeShareOptions options, ReadOnlySpan<double> deviations = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        if (!deviations.IsEmpty && deviations.Length != values.Length)
        {
            throw new ProblemException(SegmentationProblems.Lengths("Values and deviations", values.Length, deviations.Length));
        }

        var groups = TieGroups.Of(values, options.Name);
        var shares = StartShares(groups, options.Basis);
        var groupClasses = GroupClasses(shares, [.. options.Cuts]);
        var boundaries = options.Basis == ShareBasis.Value
            ? ValueShareBoundaries.Of(groups, groupClasses, [.. options.Cuts])
            : ItemShareBoundaries.Of(groups, groupClasses, [.. options.Cuts]);
        var driver = new Driver(options.Driver, values.ToArray(), deviations.IsEmpty ? null : deviations.ToArray());
        return new CumulativeShareClassification(options, driver, groups, shares, EntityClasses(values, groups, groupClasses, options), boundaries);
    }

    private static double[] StartShares(TieGroups groups, ShareBasis basis)
    {
        var shares = new double[groups.Count];
        for (var k = 0; k < shares.Length; k++)
        {
            shares[k] = basis == ShareBasis.Value ? groups.ValueBefore[k] / groups.Total : (double)groups.ItemsBefore[k] / groups.Items;
        }

        return shares;
    }

    private static byte[] GroupClasses(double[] shares, double[] cuts)
    {
        var classes = new byte[shares.Length];
        for (var k = 0; k < shares.Length; k++)
        {
            classes[k] = CutRule.CutsAtOrBelow(cuts, shares[k]);
        }

        return classes;
    }

    private static byte[] EntityClasses(ReadOnlySpan<double> values, TieGroups groups, byte[] groupClasses, CumulativeShareOptions options)
    {
        var returnsOnly = (byte)options.Classes.Count;
        var classes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            classes[i] = values[i] switch
            {
                > 0 => groupClasses[groups.GroupOf[i]],
                < 0 => returnsOnly,
                0 => (byte)(returnsOnly + 1),
                _ => (byte)(returnsOnly + 2),
            };
        }

        return classes;
    }
}
