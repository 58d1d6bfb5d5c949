using System.Globalization;
using System.IO.Compression;

namespace SegmentationML.Benchmarks.MOne;

/// <summary>Reads the M1 competition.</summary>
internal static class MOneData
{
    /// <summary>All series in the order of the file.</summary>
    /// <param name="path">Of m1.csv.gz: series, type, period, freq, h, t, year, sub, split, value.</param>
    public static IReadOnlyList<MOneSeries> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return
        [
            .. reader.ReadToEnd().Split('\n').Skip(1).Select(static line => line.Split(',')).Where(static row => row.Length > 9)
                .GroupBy(static row => row[0])
                .Select(static one => new MOneSeries(one.Key, one.First()[2], int.Parse(one.First()[3], CultureInfo.InvariantCulture), Part(one, "train"), Part(one, "test"))),
        ];
    }

    private static double[] Part(IEnumerable<string[]> rows, string split)
        => [.. rows.Where(row => row[8] == split).Select(static row => double.Parse(row[9], CultureInfo.InvariantCulture))];
}
