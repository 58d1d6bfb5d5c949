using System.Text;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Small files of series for tests, and a look into what comes of them.</summary>
internal sealed class SeriesFiles(TemporaryWorkspace folder)
{
    private static readonly double[] Lumpy = [12, 0, 0, 0, 45, 0, 0, 3, 0, 0, 0, 0, 0, 88, 0, 0, 2, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 61, 0, 0, 5, 0, 0, 0, 9];

    /// <summary>int36_lumpy of golden/forecasts.json.</summary>
    public static IReadOnlyList<double> IntermittentDemand => Lumpy;

    /// <summary>A file with a header and lines.</summary>
    public string Csv(string name, string header, IEnumerable<string> lines)
    {
        var path = folder.Path(name);
        File.WriteAllText(path, $"{header}\n{string.Join('\n', lines)}\n", Encoding.UTF8);
        return path;
    }

    /// <summary>Months from 2021-01 on.</summary>
    public static IEnumerable<string> Months(string item, IEnumerable<double> demand) => demand.Select((d, t) => $"{item},{new DateOnly(2021, 1, 1).AddMonths(t):yyyy-MM-dd},{d}");

    /// <summary>Rows of a CSV or Parquet file as texts.</summary>
    public static List<string[]> Rows(string path, string columns = "*")
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var reader = path.EndsWith(".csv", StringComparison.Ordinal) ? $"read_csv('{path}', all_varchar = true, header = true)" : $"read_parquet('{path}')";
        var width = engine.Describe($"SELECT {columns} FROM {reader}").Count;
        var rows = new List<string[]>();
        engine.Read($"SELECT {string.Join(", ", Enumerable.Range(0, width).Select(i => $"CAST(#{i + 1} AS VARCHAR)"))} FROM (SELECT {columns} FROM {reader})", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                rows.Add([.. Enumerable.Range(0, width).Select(c => batch.Text(c, row) ?? "")]);
            }
        });
        return rows;
    }
}
