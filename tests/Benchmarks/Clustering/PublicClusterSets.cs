using System.Globalization;
using System.IO.Compression;
using SegmentationML.Core.Clustering;

namespace SegmentationML.Benchmarks.Clustering;

/// <summary>The 13 public sets with reference labels.</summary>
internal static class PublicClusterSets
{
    /// <summary>Set, number of reference clusters.</summary>
    public static readonly (string Path, int Clusters)[] All =
    [
        ("fcps/hepta", 7), ("fcps/lsun", 3), ("fcps/target", 6), ("fcps/tetra", 4), ("sipu/a1", 20), ("sipu/s1", 15), ("sipu/s3", 15),
        ("sipu/aggregation", 7), ("sipu/unbalance", 8), ("other/chameleon_t4_8k", 6), ("other/iris", 3), ("uci/wine", 3), ("wut/x2", 3),
    ];

    public static FeatureTable Features(string folder, string path)
    {
        var rows = Lines(folder, path + ".data.gz").Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return FeatureTable.InKeyOrder([.. rows.SelectMany(row => row).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))], [.. Enumerable.Range(1, rows[0].Length).Select(i => $"x{i}")]);
    }

    /// <summary>Reference labels; 0 is noise.</summary>
    public static int[] Labels(string folder, string path)
        => [.. Lines(folder, path + ".labels0.gz").Select(line => (int)double.Parse(line, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Lines(string folder, string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "clustering", name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
