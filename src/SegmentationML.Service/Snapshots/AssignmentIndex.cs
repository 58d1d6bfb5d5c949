using System.Numerics;
using System.Text;
using System.Text.Json;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Scoring;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Service.Snapshots;

/// <summary>The assignments of one version in memory, found by key: what single reads are answered from. It never changes, as the version does not.</summary>
internal sealed class AssignmentIndex
{
    private const string KeyColumn = "key";
    private const string ClassPrefix = "class_";
    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);
    private readonly (JsonEncodedText Name, IndexColumn Column)[] _columns;
    private readonly (string Name, IndexColumn Column)[] _classes;
    private readonly (string Name, IndexColumn Column)[] _drivers;
    private readonly TextStore _keys;
    private readonly int[] _slots;

    private AssignmentIndex(Snapshot version, (JsonEncodedText, IndexColumn)[] columns, TextStore keys)
    {
        Version = version;
        _columns = columns;
        _classes = [.. columns.Where(c => c.Item1.Value.StartsWith(ClassPrefix, StringComparison.Ordinal)).Select(c => (c.Item1.Value[ClassPrefix.Length..], c.Item2))];
        _drivers = [.. PublishedEntity.DriversOf(version).Select(d => (d, Column(d)!))];
        _keys = keys;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(keys.Count, 4) * 2)];
        Array.Fill(_slots, -1);
        for (var row = 0; row < keys.Count; row++)
        {
            var slot = Slot(keys.At(row));
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = row;
        }
    }

    /// <summary>The version.</summary>
    public Snapshot Version { get; }

    /// <summary>Entities.</summary>
    public int Count => _keys.Count;

    /// <summary>Reads a version's Arrow file.</summary>
    /// <exception cref="Core.ProblemException">The file is damaged.</exception>
    public static AssignmentIndex Load(Snapshot version)
    {
        using var reader = ArrowIpcReader.Open(PublishedFile.Require(version, "assignments.arrow"));
        var columns = reader.Schema.Fields.Select(f => (JsonEncodedText.Encode(f.Name), IndexColumn.For(f))).ToArray();
        var key = reader.Schema.Fields.Select((f, i) => (f.Name, i)).Single(f => f.Name == KeyColumn).i;
        var keys = new TextStore();
        while (reader.Read() is { } batch)
        {
            keys.Append(batch.Columns[key]);
            for (var c = 0; c < columns.Length; c++)
            {
                columns[c].Item2.Append(batch.Columns[c]);
            }
        }

        return new AssignmentIndex(version, columns, keys);
    }

    /// <summary>The row of an entity; -1 when the version does not hold it, or the caller may not see it: the two answers are one.</summary>
    /// <param name="key">The entity's key.</param>
    /// <param name="sight">What the caller may see.</param>
    public int Find(string key, TableSight sight)
        => Find(key) is >= 0 and var row && (sight.IsWhole || sight.Holds(column => Column(column)?.Text(row))) ? row : -1;

    /// <summary>Where the version has an entity, for scoring; null when it does not hold it.</summary>
    /// <param name="key">The entity's key.</param>
    public PublishedState? StateOf(string key)
    {
        if (Find(key) is not (>= 0 and var row))
        {
            return null;
        }

        return new PublishedState(
            Column("segment")!.Text(row)!, Column("decided_by")?.Text(row), Epoch.AddDays((int)Column("effective_from")!.Number(row)), Column("reason_codes")!.Items(row), Column("queued_segment")?.Text(row),
            _classes.ToDictionary(c => c.Name, c => c.Column.Text(row), StringComparer.Ordinal),
            _drivers.ToDictionary(d => d.Name, d => d.Column.Number(row), StringComparer.Ordinal));
    }

    private IndexColumn? Column(string name) => _columns.FirstOrDefault(c => c.Name.Value == name).Column;

    private int Find(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        for (var slot = Slot(bytes); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var row = _slots[slot];
            if (row < 0 || _keys.At(row).SequenceEqual(bytes))
            {
                return row;
            }
        }
    }

    /// <summary>Writes an entity as one JSON object, the columns of the table under their names, the version beside them; what the caller may not see is missing.</summary>
    public void Write(Utf8JsonWriter writer, int row, TableSight sight)
    {
        writer.WriteStartObject();
        writer.WriteString("pipeline", Version.Pipeline);
        writer.WriteNumber("version", Version.Commit.Version);
        writer.WriteString("as_of", Version.Content.AsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, column) in _columns)
        {
            if (sight.Shows(name.Value))
            {
                writer.WritePropertyName(name);
                column.Write(writer, row);
            }
        }

        writer.WriteEndObject();
    }

    private int Slot(ReadOnlySpan<byte> key)
    {
        var hash = default(HashCode); // Seeded anew in each process: nobody can send keys that all fall into one slot.
        hash.AddBytes(key);
        return hash.ToHashCode() & (_slots.Length - 1);
    }
}
