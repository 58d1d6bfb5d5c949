namespace SegmentationML.Core.Segmentation;

/// <summary>Boundaries of classes by share of items: only ranks count, so each boundary is the value of another entity.</summary>
internal static class ItemShareBoundaries
{
    public static ShareBoundaries Of(TieGroups groups, byte[] classes, double[] cuts)
    {
        var boundaries = ShareBoundaries.Empty(groups.Count);
        for (var j = 0; j < groups.Count; j++)
        {
            if (classes[j] > 0)
            {
                Gain(groups, cuts, classes[j], j, boundaries);
            }

            if (classes[j] < cuts.Length)
            {
                Loss(groups, cuts, classes[j], j, boundaries);
            }
        }

        return boundaries;
    }

    /// <summary>Upwards the entity joins the last group of the better class.</summary>
    private static void Gain(TieGroups groups, double[] cuts, byte own, int j, ShareBoundaries boundaries)
    {
        var target = LastGroup(groups, groups.Count - 1, cuts[own - 1], 0);
        boundaries.Gain[j] = groups.Values[target];
        boundaries.GainClass[j] = CutRule.CutsAtOrBelow(cuts, (double)groups.ItemsBefore[target] / groups.Items);
    }

    /// <summary>Downwards the entity itself no longer counts above the groups that it passes.</summary>
    private static void Loss(TieGroups groups, double[] cuts, byte own, int j, ShareBoundaries boundaries)
    {
        var last = LastGroup(groups, groups.Count, cuts[own], 1);
        if (last == groups.Count)
        {
            return;
        }

        var target = Math.Max(last, j);
        boundaries.Loss[j] = groups.Values[target];
        boundaries.LossClass[j] = CutRule.CutsAtOrBelow(cuts, (double)(groups.ItemsBefore[target + 1] - 1) / groups.Items);
    }

    /// <summary>The last k up to the given one whose share of items before it, less the entity itself, is below the cut; at least 0.</summary>
    private static int LastGroup(TieGroups groups, int upTo, double cut, int self)
    {
        int low = 0, high = upTo;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if ((double)(groups.ItemsBefore[middle] - self) / groups.Items < cut)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
