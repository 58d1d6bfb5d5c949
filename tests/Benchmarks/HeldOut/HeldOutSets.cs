using System.Globalization;
using System.IO.Compression;
using SegmentationML.Benchmarks.CarParts;

namespace SegmentationML.Benchmarks.HeldOut;

/// <summary>The public sets that hold series ready to forecast.</summary>
internal static class HeldOutSets
{
    /// <summary>All of them.</summary>
    /// <param name="folder">The folder of public data sets.</param>
    public static IEnumerable<HeldOutSet> Read(string folder)
    {
        var parts = CarPartsData.Complete(CarPartsData.Read(Path.Combine(folder, "car-parts", "carparts.csv.gz")));
        yield return HeldOutSet.Cut("car parts", 12, 12, parts);
        yield return SpareParts(Path.Combine(folder, "manufacturing-spare-parts", "demand_weekly.csv.gz"));
        yield return M1(Path.Combine(folder, "m1", "m1.csv.gz"), "MONTHLY");
        yield return M1(Path.Combine(folder, "m1", "m1.csv.gz"), "QUARTERLY");
        yield return Retail(Path.Combine(folder, "online-retail", "online_retail.csv.gz"));
    }

    /// <summary>150 weeks of items with at least two weeks of demand before the last thirteen.</summary>
    private static HeldOutSet SpareParts(string path)
    {
        var series = Rows(path)
            .GroupBy(static row => row[0])
            .Select(static item => item.OrderBy(static row => int.Parse(row[1])).ThenBy(static row => int.Parse(row[2])).Select(static row => Number(row[3])).ToArray())
            .Where(static values => values[..^13].Count(static value => value > 0) >= 2);
        return HeldOutSet.Cut("spare parts", 52, 13, series);
    }

    /// <summary>Every spare part with its lead time in weeks.</summary>
    /// <param name="folder">The folder of the set.</param>
    public static IEnumerable<(double[] Demand, double LeadTime)> SparePartsWithLeadTimes(string folder)
    {
        var leadTimes = Rows(Path.Combine(folder, "items.csv.gz")).ToDictionary(static row => row[0], static row => Number(row[5]));
        return Rows(Path.Combine(folder, "demand_weekly.csv.gz"))
            .GroupBy(static row => row[0])
            .Select(item => (item.OrderBy(static row => int.Parse(row[1])).ThenBy(static row => int.Parse(row[2])).Select(static row => Number(row[3])).ToArray(), leadTimes[item.Key]));
    }

    /// <summary>The competition's own cut.</summary>
    private static HeldOutSet M1(string path, string period)
    {
        var rows = Rows(path).Where(row => row[2] == period).ToArray();
        var series = rows.GroupBy(static row => row[0]).Select(static one =>
            (one.Where(static row => row[8] == "train").Select(static row => Number(row[9])).ToArray(), one.Where(static row => row[8] == "test").Select(static row => Number(row[9])).ToArray()));
        return new($"m1 {period.ToLowerInvariant()}", int.Parse(rows[0][3]), int.Parse(rows[0][4]), [.. series]);
    }

    /// <summary>Weekly units sold of each product from its first week on; returns left out, 53 weeks, the last eight held out.</summary>
    private static HeldOutSet Retail(string path)
    {
        const int Weeks = 53;
        var monday = new DateTime(2010, 11, 29, 0, 0, 0, DateTimeKind.Unspecified);
        var products = new Dictionary<string, double[]>();
        foreach (var row in Rows(path).Where(static row => row.Count == 8))
        {
            var week = (int)((DateTime.Parse(row[4], CultureInfo.InvariantCulture) - monday).TotalDays / 7);
            if (Number(row[3]) is > 0 and var units && week < Weeks)
            {
                if (!products.TryGetValue(row[1], out var demand))
                {
                    products[row[1]] = demand = new double[Weeks];
                }

                demand[week] += units;
            }
        }

        var series = products.OrderBy(static product => product.Key, StringComparer.Ordinal)
            .Where(static product => product.Value[..^8].Count(static value => value > 0) >= 2)
            .Select(static product => product.Value[Array.FindIndex(product.Value, static value => value > 0)..])
            .Where(static values => values.Length >= 20);
        return HeldOutSet.Cut("online retail", 1, 8, series);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Rows after the header, split at commas outside of quotes.</summary>
    private static IEnumerable<List<string>> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = new List<string>();
            var (start, quoted) = (0, false);
            for (var i = 0; i <= line.Length; i++)
            {
                quoted ^= i < line.Length && line[i] == '"';
                if (i == line.Length || (line[i] == ',' && !quoted))
                {
                    fields.Add(line[start..i].Trim('"'));
                    start = i + 1;
                }
            }

            yield return fields;
        }
    }
}
