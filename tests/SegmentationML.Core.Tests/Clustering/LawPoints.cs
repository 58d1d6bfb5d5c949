using SegmentationML.Core.Clustering;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering;

/// <summary>Made-up points for laws.</summary>
internal static class LawPoints
{
    /// <summary>Gaussian groups of unit spread on a line of centres, three numbers a point, groups in turn; group g has 7 g points less.</summary>
    public static PointTable Groups(int groups, int size, double separation)
    {
        var random = new SplitMix64(61);
        var values = new List<double>();
        for (var i = 0; i < size; i++)
        {
            for (var group = 0; group < groups; group++)
            {
                if (i < size - (7 * group))
                {
                    values.AddRange([(separation * group) + random.NextGaussian(), (separation * (group % 2)) + random.NextGaussian(), random.NextGaussian()]);
                }
            }
        }

        return new PointTable([.. values], 3);
    }
}
