using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

/// <summary>The small set, generated once for all tests of a class, with its rows read back.</summary>
public sealed class DemoFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-demo-").FullName;

    public DemoFolder()
    {
        Set = DemoDataset.Generate(DemoSize.Small, 1, _folder);
        Lines = [.. Rows(DemoTable.OrderLines).Select(row => new DemoLine(
            Date(row[0]), long.Parse(row[1]), int.Parse(row[2]), row[3], row[4], row[5], int.Parse(row[6]), decimal.Parse(row[7]), decimal.Parse(row[8]), row[9].Length == 0 ? null : long.Parse(row[9])))];
        Truth = Set.ReadTruth().ToDictionary(row => (row.Entity, row.Key));
    }

    public DemoDataset Set { get; }

    public IReadOnlyList<DemoLine> Lines { get; }

    public IReadOnlyDictionary<(string Entity, string Key), TruthRow> Truth { get; }

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    /// <summary>The rows of a table without its header; quoted fields are unquoted.</summary>
    public IEnumerable<string[]> Rows(DemoTable table) => File.ReadLines(Set.PathOf(table)).Skip(1).Select(Split);

    public IEnumerable<string> KeysOf(string entity, params string[] archetypes)
        => Truth.Values.Where(row => row.Entity == entity && archetypes.Contains(row.Archetype)).Select(row => row.Key);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var quoted = at < line.Length && line[at] == '"';
            var end = quoted ? line.IndexOf('"', at + 1) + 1 : line.IndexOf(',', at);
            end = end < 0 ? line.Length : end;
            fields.Add(line[at..end].Trim('"'));
            at = end + 1;
        }

        return [.. fields];
    }
}
