namespace SegmentationML.Core.Segmentation;

/// <summary>Which class a number falls into between ascending cuts.</summary>
internal static class CutRule
{
    public static bool Ascending(IReadOnlyList<double> cuts)
    {
        if (cuts.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < cuts.Count; i++)
        {
            if (!double.IsFinite(cuts[i]) || (i > 0 && cuts[i] <= cuts[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Number of cuts at or below the value: a value on a cut takes the upper class.</summary>
    public static byte CutsAtOrBelow(ReadOnlySpan<double> cuts, double value)
    {
        byte count = 0;
        while (count < cuts.Length && cuts[count] <= value)
        {
            count++;
        }

        return count;
    }

    /// <summary>Number of cuts below the value: a value on a cut takes the lower class.</summary>
    public static byte CutsBelow(ReadOnlySpan<double> cuts, double value)
    {
        byte count = 0;
        while (count < cuts.Length && cuts[count] < value)
        {
            count++;
        }

        return count;
    }
}
