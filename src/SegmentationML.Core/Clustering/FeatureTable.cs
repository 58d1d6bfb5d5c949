using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Core.Clustering;

/// <summary>The features of all entities, row by row, with the order in which methods see the rows.</summary>
/// <remarks>Methods see the rows in key order, so that the order in which they were read changes nothing; results come back in the caller's order.</remarks>
public sealed class FeatureTable
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoLevels = new(StringComparer.Ordinal);

    private FeatureTable(double[] values, int rows, IReadOnlyList<string> names, int[]? keyOrder, IReadOnlyDictionary<string, IReadOnlyList<string>> levels, IReadOnlyList<string>? keys = null)
    {
        Levels = levels;
        Values = values;
        Rows = rows;
        Names = names;
        KeyOrder = keyOrder;
        Keys = keys;
    }

    /// <summary>Shape (rows x features), row by row, in the caller's order; NaN where a value is not known.</summary>
    public double[] Values { get; }

    /// <summary>The levels of the features whose values are names: such a value is the place of its level in this list; NaN where it is not known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Levels { get; }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Columns => Names.Count;

    /// <summary>The features' names, as the caller calls them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Row by position in key order; null when the rows are in key order already.</summary>
    public int[]? KeyOrder { get; }

    /// <summary>Key by row, in the caller's order, to name rows in problems; null when the rows came without.</summary>
    public IReadOnlyList<string>? Keys { get; }

    /// <summary>A table whose rows the caller has put in the order of their keys.</summary>
    /// <param name="values">Shape (rows x features), row by row; not copied.</param>
    /// <param name="names">One distinct name for each feature.</param>
    public static FeatureTable InKeyOrder(double[] values, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        var rows = names.Count == 0 ? 0 : values.Length / names.Count;
        ProblemException.ThrowIfAny(Problems(values, rows, names));
        return new FeatureTable(values, rows, [.. names], null, NoLevels);
    }

    /// <summary>A table in any order, with the key of each row; keys are compared by ordinal.</summary>
    /// <param name="values">Shape (rows x features), row by row; not copied.</param>
    /// <param name="names">One distinct name for each feature.</param>
    /// <param name="keys">One distinct key for each row.</param>
    public static FeatureTable WithKeys(double[] values, IReadOnlyList<string> names, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var table = InKeyOrder(values, names);
        if (keys.Count != table.Rows)
        {
            throw new ProblemException(ClusteringProblems.Keys($"are {keys.Count} for {table.Rows} rows"));
        }

        var sorted = keys.ToArray();
        var order = new int[table.Rows];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        Array.Sort(sorted, order, StringComparer.Ordinal);
        for (var position = 1; position < sorted.Length; position++)
        {
            if (string.Equals(sorted[position - 1], sorted[position], StringComparison.Ordinal))
            {
                throw new ProblemException(ClusteringProblems.Keys($"contain '{sorted[position]}' twice"));
            }
        }

        return new FeatureTable(values, table.Rows, table.Names, order, NoLevels, keys);
    }

    /// <summary>The same table with features whose values are names.</summary>
    /// <param name="levels">Levels by feature: distinct names; a value of the feature is the place of its level.</param>
    public FeatureTable WithLevels(IReadOnlyDictionary<string, IReadOnlyList<string>> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ProblemException.ThrowIfAny(LevelProblems(levels));
        return new FeatureTable(Values, Rows, Names, KeyOrder, levels, Keys);
    }

    /// <summary>Some of the rows, in key order.</summary>
    /// <param name="positions">Positions in key order, ascending, at least one.</param>
    public FeatureTable Only(ReadOnlySpan<int> positions)
    {
        var values = new double[(long)positions.Length * Columns];
        for (var i = 0; i < positions.Length; i++)
        {
            Values.AsSpan(RowAt(positions[i]) * Columns, Columns).CopyTo(values.AsSpan(i * Columns));
        }

        return new FeatureTable(values, positions.Length, Names, null, Levels);
    }

    /// <summary>The row at a position in key order.</summary>
    public int RowAt(int position) => KeyOrder is null ? position : KeyOrder[position];

    /// <summary>SHA-256 of names, levels and values in key order, hexadecimal: the same rows in any order give the same digest.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{(Levels.TryGetValue(name, out var levels) ? "levels" : "number")}\n"));
            levels?.Order(StringComparer.Ordinal).ToList().ForEach(level => hash.AppendData(Encoding.UTF8.GetBytes(level + "\n")));
        }

        var places = Names.Select(name => Levels.TryGetValue(name, out var levels) ? Places(levels) : null).ToArray();
        var row = new double[Columns];
        for (var position = 0; position < Rows; position++)
        {
            Values.AsSpan(RowAt(position) * Columns, Columns).CopyTo(row);
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = double.IsNaN(row[column]) ? double.NaN : places[column] is { } place ? place[(int)row[column]] : row[column];
            }

            hash.AppendData(MemoryMarshal.AsBytes(row.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Place in ordinal order by place in a list of levels.</summary>
    private static double[] Places(IReadOnlyList<string> levels)
    {
        var places = new double[levels.Count];
        var order = Enumerable.Range(0, levels.Count).OrderBy(place => levels[place], StringComparer.Ordinal).ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }

    private IEnumerable<Problem> LevelProblems(IReadOnlyDictionary<string, IReadOnlyList<string>> levels)
    {
        foreach (var (name, known) in levels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var column = Enumerable.Range(0, Columns).FirstOrDefault(i => string.Equals(Names[i], name, StringComparison.Ordinal), -1);
            if (column < 0)
            {
                yield return ClusteringProblems.UnknownFeature(name, string.Join(", ", Names));
            }
            else if (known.Distinct(StringComparer.Ordinal).Count() < known.Count)
            {
                yield return ClusteringProblems.Levels(name, "are not distinct");
            }
            else if (Enumerable.Range(0, Rows).Any(row => !Fits(Values[((long)row * Columns) + column], known.Count)))
            {
                yield return ClusteringProblems.Levels(name, $"do not hold all its values: places from 0 to {known.Count - 1} are known");
            }
        }
    }

    private static bool Fits(double value, int levels) => double.IsNaN(value) || (value >= 0 && value < levels && value == Math.Floor(value));

    private static IEnumerable<Problem> Problems(double[] values, int rows, IReadOnlyList<string> names)
    {
        if (rows == 0 || (long)rows * names.Count != values.Length)
        {
            yield return ClusteringProblems.Shape(values.Length, rows, names.Count);
        }

        if (names.Any(string.IsNullOrWhiteSpace))
        {
            yield return ClusteringProblems.Names("have an empty one");
        }

        foreach (var repeated in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            yield return ClusteringProblems.Names($"have '{repeated.Key}' twice");
        }
    }
}
