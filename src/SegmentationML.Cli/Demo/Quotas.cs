using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>Deals kinds out by their shares, so that even a small set holds every kind.</summary>
internal static class Quotas
{
    /// <summary>Gives each of <paramref name="count"/> members a kind: counts by largest remainder, at least one each where there is room, order shuffled.</summary>
    /// <param name="shares">One share a kind, adding up to 1.</param>
    /// <param name="count">Members.</param>
    /// <param name="random">Shuffles.</param>
    /// <returns>The index of the kind of each member.</returns>
    public static int[] Deal(IReadOnlyList<double> shares, int count, ref SplitMix64 random)
    {
        var counts = shares.Select(share => Math.Max(count >= shares.Count ? 1 : 0, (int)(share * count))).ToArray();
        var byRemainder = Enumerable.Range(0, shares.Count).OrderByDescending(k => (shares[k] * count) - counts[k]).ThenBy(k => k).ToArray();
        for (var k = 0; counts.Sum() < count; k = (k + 1) % byRemainder.Length)
        {
            counts[byRemainder[k]]++;
        }

        var dealt = new int[count];
        var next = 0;
        for (var kind = 0; kind < counts.Length && next < count; kind++)
        {
            for (var i = 0; i < counts[kind] && next < count; i++)
            {
                dealt[next++] = kind;
            }
        }

        for (var i = count - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (dealt[i], dealt[j]) = (dealt[j], dealt[i]);
        }

        return dealt;
    }
}
