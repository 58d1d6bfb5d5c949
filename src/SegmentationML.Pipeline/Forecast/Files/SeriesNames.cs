using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The names behind the hashes of a file's series, and their attributes.</summary>
internal sealed class SeriesNames
{
    private readonly Dictionary<ulong, (string Name, string[] Attributes)> _known = [];

    private SeriesNames()
    {
    }

    /// <summary>The hash of rows without a name; null when every row has one.</summary>
    public ulong? Nameless { get; private set; }

    /// <summary>Name and attributes of a hash.</summary>
    public (string Name, string[] Attributes) Of(ulong hash) => _known[hash];

    /// <summary>Reads the names; where two have the same hash, the source takes another one.</summary>
    /// <exception cref="ProblemException">SEG-FCST-208: a series with two values of an attribute.</exception>
    public static SeriesNames Read(IQueryEngine engine, SeriesSource source, IReadOnlyList<string> attributes, CancellationToken cancellation)
    {
        for (var salt = 1; ; salt++)
        {
            var names = new SeriesNames();
            var collides = false;
            engine.Read(
                source.NamesSql,
                batch =>
                {
                    for (var row = 0; row < batch.Rows; row++)
                    {
                        collides |= !names.Add(batch, row, attributes);
                    }
                },
                null,
                cancellation);
            if (!collides)
            {
                return names;
            }

            source.Rehash(salt);
        }
    }

    private bool Add(IColumnBatch batch, int row, IReadOnlyList<string> attributes)
    {
        var hash = batch.Values<ulong>(0)[row];
        if (batch.IsNull(1, row))
        {
            Nameless = hash;
            return !_known.ContainsKey(hash);
        }

        string[] values = attributes.Count == 0 ? [] : new string[attributes.Count];
        for (var a = 0; a < values.Length; a++)
        {
            values[a] = batch.Text(2 + (2 * a), row) ?? string.Empty;
            if (values[a] != (batch.Text(3 + (2 * a), row) ?? string.Empty))
            {
                throw new ProblemException(new Problem(
                    "SEG-FCST-208", $"Series '{batch.Text(1, row)}' has two values of '{attributes[a]}': '{values[a]}' and '{batch.Text(3 + (2 * a), row)}'.", "A column of a hierarchy has one value a series; put it into the series' key if it does not."));
            }
        }

        return hash != Nameless && _known.TryAdd(hash, (batch.Text(1, row)!, values));
    }
}
