using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Sized;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Links between rows of a file, as positions among the points that are clustered.</summary>
/// <param name="Must">Pairs that must share a cluster.</param>
/// <param name="Cannot">Pairs that must not.</param>
/// <param name="Names">Key by position.</param>
internal sealed record ClusterFileLinks(IReadOnlyList<RowPair> Must, IReadOnlyList<RowPair> Cannot, IReadOnlyList<string>? Names)
{
    /// <summary>More rows than this cannot all be parted: no file has as many clusters.</summary>
    private const int MostApart = 250;

    /// <summary>Reads the links that a request names.</summary>
    public static ClusterFileLinks Read(IQueryEngine engine, ClusterFileRequest request, ClusterFileTable table, FittedPreparation preparation, CancellationToken cancellation)
    {
        if (request.MustLink is null && request.CannotLink is null && request.Together is null && request.Apart is null)
        {
            return new ClusterFileLinks([], [], null);
        }

        var active = preparation.ActiveRows(table.Features);
        var rows = Array.ConvertAll(active, table.Features.RowAt);
        var names = Array.ConvertAll(rows, row => table.Keys[row]);
        var positions = names.Select((name, position) => (name, position)).ToDictionary(pair => pair.name, pair => pair.position, StringComparer.Ordinal);
        List<RowPair> must = [.. Pairs(engine, request.MustLink, positions, cancellation)], cannot = [.. Pairs(engine, request.CannotLink, positions, cancellation)];
        foreach (var group in Groups(engine, request, request.Together, rows, cancellation))
        {
            must.AddRange(group.Zip(group.Skip(1), (a, b) => new RowPair(a, b)));
        }

        foreach (var group in Groups(engine, request, request.Apart, rows, cancellation))
        {
            ProblemException.ThrowIfAny(group.Count <= MostApart ? [] : [new Problem("SEG-CLUS-111", $"{group.Count} rows have the same value in column '{request.Apart}', from '{names[group[0]]}' on, and must all be parted.", $"Part at most {MostApart} rows from one another.")]);
            cannot.AddRange(group.SelectMany((a, i) => group.Skip(i + 1).Select(b => new RowPair(a, b))));
        }

        return new ClusterFileLinks(must, cannot, names);
    }

    private static List<RowPair> Pairs(IQueryEngine engine, string? path, Dictionary<string, int> positions, CancellationToken cancellation)
    {
        if (path is null)
        {
            return [];
        }

        var source = ClusterFileTable.Source(path);
        var columns = engine.Describe($"SELECT * FROM {source}");
        if (columns.Count < 2)
        {
            throw new ProblemException(new Problem("SEG-CLUS-111", $"{path} has {columns.Count} columns.", "Give two columns of keys, one pair a row, under a line of names."));
        }

        var pairs = new List<RowPair>();
        engine.Read($"SELECT CAST({Sql.Identifier(columns[0].Name)} AS VARCHAR), CAST({Sql.Identifier(columns[1].Name)} AS VARCHAR) FROM {source}", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                pairs.Add(new RowPair(Position(path, batch.Text(0, row), positions), Position(path, batch.Text(1, row), positions)));
                if (pairs[^1].First == pairs[^1].Second)
                {
                    throw new ProblemException(new Problem("SEG-CLUS-111", $"{path} links '{batch.Text(0, row)}' with itself.", "Link two different keys."));
                }
            }
        }, null, cancellation);
        return pairs;
    }

    private static int Position(string path, string? key, Dictionary<string, int> positions)
        => key is not null && positions.TryGetValue(key, out var position)
            ? position
            : throw new ProblemException(new Problem("SEG-CLUS-111", $"{path} links '{key}', which is no key of a row that is clustered.", "Correct the key, or remove the pair; inactive rows have no links."));

    /// <summary>Positions of the rows with the same value, two or more of them; empty values link nothing.</summary>
    private static IEnumerable<List<int>> Groups(IQueryEngine engine, ClusterFileRequest request, string? column, int[] rows, CancellationToken cancellation)
    {
        if (column is null)
        {
            return [];
        }

        var values = ClusterFileTable.Texts(engine, request.Path, column, cancellation);
        return Enumerable.Range(0, rows.Length).Where(position => values[rows[position]] is not null).GroupBy(position => values[rows[position]], StringComparer.Ordinal).Select(group => group.ToList()).Where(group => group.Count > 1);
    }
}
