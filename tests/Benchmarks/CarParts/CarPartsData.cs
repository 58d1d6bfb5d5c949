using System.Globalization;
using System.IO.Compression;

namespace SegmentationML.Benchmarks.CarParts;

/// <summary>The 2,674 monthly series of car parts, 1998-01 to 2002-03; NaN = missing.</summary>
internal static class CarPartsData
{
    public const int Months = 51;

    /// <summary>Reads series × month in file order.</summary>
    /// <param name="path">carparts.csv.gz: series, month, value; an empty value is missing.</param>
    public static IReadOnlyList<double[]> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var series = new Dictionary<string, List<double>>();
        var order = new List<List<double>>();
        while (reader.ReadLine() is { } line)
        {
            var first = line.IndexOf(',');
            var last = line.LastIndexOf(',');
            if (!series.TryGetValue(line[..first], out var values))
            {
                series[line[..first]] = values = [];
                order.Add(values);
            }

            values.Add(last + 1 < line.Length ? double.Parse(line.AsSpan(last + 1), CultureInfo.InvariantCulture) : double.NaN);
        }

        return [.. order.Select(static values => values.ToArray())];
    }

    /// <summary>Every series with missing months as zeros: the protocol "without missing values", which plants zeros in the test part.</summary>
    public static IReadOnlyList<double[]> MissingAsZero(IReadOnlyList<double[]> series)
        => [.. series.Select(static values => values.Select(static value => double.IsNaN(value) ? 0 : value).ToArray())];

    /// <summary>The series without a missing month.</summary>
    public static IReadOnlyList<double[]> Complete(IReadOnlyList<double[]> series) => [.. series.Where(static values => !values.Any(double.IsNaN))];
}
