using System.Globalization;
using System.Numerics;
using System.Text.Json;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Service.Snapshots;

/// <summary>One column of a table in memory; writes the value of a row as JSON.</summary>
internal abstract class IndexColumn
{
    /// <summary>Takes over the rows of a batch.</summary>
    public abstract void Append(ArrowColumn column);

    /// <summary>Writes a row's value; a missing one is null.</summary>
    public abstract void Write(Utf8JsonWriter writer, int row);

    /// <summary>A row's value as text; null when it is missing, or when the column holds no texts.</summary>
    public virtual string? Text(int row) => null;

    /// <summary>A row's value as a number, days as those since 1970; NaN when it is missing, or when the column holds no numbers.</summary>
    public virtual double Number(int row) => double.NaN;

    /// <summary>A row's texts; none when the column holds no lists.</summary>
    public virtual IReadOnlyList<string> Items(int row) => [];

    /// <summary>A column for the values of a field.</summary>
    /// <exception cref="NotSupportedException">No published table has such a column.</exception>
    public static IndexColumn For(ArrowField field) => field.Type.Kind switch
    {
        ArrowKind.Utf8 when field.IndexType is not null => new CodedTexts(),
        ArrowKind.Utf8 => new Texts(),
        ArrowKind.List when field.Type.Item?.Type.Kind == ArrowKind.Utf8 => new TextLists(),
        ArrowKind.Float when field.Type.BitWidth == 64 => new Numbers<double>(WriteReal),
        ArrowKind.Int when field.Type is { BitWidth: 32, Signed: true } => new Numbers<int>((w, v) => w.WriteNumberValue(v)),
        ArrowKind.Int when field.Type is { BitWidth: 64, Signed: true } => new Numbers<long>((w, v) => w.WriteNumberValue(v)),
        ArrowKind.Date when field.Type.BitWidth == 32 => new Numbers<int>(WriteDay),
        ArrowKind.Bool => new Truths(),
        _ => throw new NotSupportedException($"Column '{field.Name}' has type {field.Type}."),
    };

    private static void WriteReal(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteDay(Utf8JsonWriter writer, int day)
    {
        Span<char> text = stackalloc char[10];
        DateOnly.FromDayNumber(day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).TryFormat(text, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }

    private sealed class Numbers<T>(Action<Utf8JsonWriter, T> write) : IndexColumn
        where T : unmanaged, INumber<T>
    {
        private readonly List<T> _values = [];
        private readonly List<bool> _known = [];

        public override void Append(ArrowColumn column)
        {
            _values.AddRange(column.Values<T>());
            for (var row = 0; row < column.Rows; row++)
            {
                _known.Add(!column.IsNull(row));
            }
        }

        public override void Write(Utf8JsonWriter writer, int row)
        {
            if (_known[row])
            {
                write(writer, _values[row]);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        public override double Number(int row) => _known[row] ? double.CreateChecked(_values[row]) : double.NaN;
    }

    private sealed class Truths : IndexColumn
    {
        private readonly List<bool?> _values = [];

        public override void Append(ArrowColumn column)
        {
            for (var row = 0; row < column.Rows; row++)
            {
                _values.Add(column.IsNull(row) ? null : column.Bool(row));
            }
        }

        public override void Write(Utf8JsonWriter writer, int row)
        {
            if (_values[row] is { } value)
            {
                writer.WriteBooleanValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }

    private sealed class Texts : IndexColumn
    {
        private readonly TextStore _texts = new();

        public override void Append(ArrowColumn column) => _texts.Append(column);

        public override void Write(Utf8JsonWriter writer, int row) => _texts.Write(writer, row);

        public override string? Text(int row) => _texts.Text(row);
    }

    private sealed class CodedTexts : IndexColumn
    {
        private readonly List<int> _codes = [];
        private JsonEncodedText[] _texts = [];

        public override void Append(ArrowColumn column)
        {
            var dictionary = column.Dictionary!;
            if (_texts.Length != dictionary.Rows)
            {
                _texts = [.. Enumerable.Range(0, dictionary.Rows).Select(i => JsonEncodedText.Encode(dictionary.Bytes(i)))];
            }

            for (var row = 0; row < column.Rows; row++)
            {
                _codes.Add(column.IsNull(row) ? -1 : column.Indices[row]);
            }
        }

        public override void Write(Utf8JsonWriter writer, int row)
        {
            if (_codes[row] is >= 0 and var code)
            {
                writer.WriteStringValue(_texts[code]);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        public override string? Text(int row) => _codes[row] is >= 0 and var code ? _texts[code].Value : null;
    }

    private sealed class TextLists : IndexColumn
    {
        private readonly TextStore _items = new();
        private readonly List<int> _starts = [0];

        public override void Append(ArrowColumn column)
        {
            var before = _items.Count;
            _items.Append(column.Items);
            var offsets = column.Offsets;
            for (var row = 0; row < column.Rows; row++)
            {
                _starts.Add(before + offsets[row + 1]);
            }
        }

        public override void Write(Utf8JsonWriter writer, int row)
        {
            writer.WriteStartArray();
            for (var item = _starts[row]; item < _starts[row + 1]; item++)
            {
                _items.Write(writer, item);
            }

            writer.WriteEndArray();
        }

        public override IReadOnlyList<string> Items(int row) => [.. Enumerable.Range(_starts[row], _starts[row + 1] - _starts[row]).Select(i => _items.Text(i)!)];
    }
}
