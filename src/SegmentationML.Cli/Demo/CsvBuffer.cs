using System.Buffers.Text;
using System.Text;

namespace SegmentationML.Cli.Demo;

/// <summary>Formats CSV rows as UTF-8 into one growing buffer: comma, line feed, quotes only where needed, no byte order mark.</summary>
internal sealed class CsvBuffer
{
    private const int WidestNumber = 24;
    private byte[] _bytes = new byte[1 << 14];
    private int _length;

    /// <summary>Rows ended so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Starts over, keeping the memory.</summary>
    public void Clear() => (_length, Rows) = (0, 0);

    /// <summary>An empty field.</summary>
    public CsvBuffer Empty() => Raw([]);

    /// <summary>A field that needs no quoting.</summary>
    public CsvBuffer Raw(ReadOnlySpan<byte> field)
    {
        Room(field.Length + 1);
        field.CopyTo(_bytes.AsSpan(_length));
        _length += field.Length;
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>An integer.</summary>
    public CsvBuffer Integer(long value)
    {
        Room(WidestNumber);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
        _length += written;
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>An amount of cents with two decimals, for example 12.50.</summary>
    public CsvBuffer Cents(long cents)
    {
        Room(WidestNumber);
        if (cents < 0)
        {
            _bytes[_length++] = (byte)'-';
            cents = -cents;
        }

        var whole = cents / 100;
        Utf8Formatter.TryFormat(whole, _bytes.AsSpan(_length), out var written);
        _length += written;
        var rest = (int)(cents - (whole * 100));
        _bytes[_length++] = (byte)'.';
        _bytes[_length++] = (byte)('0' + (rest / 10));
        _bytes[_length++] = (byte)('0' + (rest % 10));
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>A date as yyyy-MM-dd; empty for null.</summary>
    public CsvBuffer Date(DateOnly? date)
    {
        if (date is not { } day)
        {
            return Empty();
        }

        Room(WidestNumber);
        day.TryFormat(_bytes.AsSpan(_length), out var written, "yyyy-MM-dd");
        _length += written;
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>A text, quoted where it holds a comma, a quote or a line break.</summary>
    public CsvBuffer Text(string? text)
    {
        text ??= "";
        var quoted = text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        Room(Encoding.UTF8.GetMaxByteCount(quoted.Length) + 1);
        _length += Encoding.UTF8.GetBytes(quoted, _bytes.AsSpan(_length));
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>A number with the given decimals.</summary>
    public CsvBuffer Decimal(double value, int decimals)
    {
        Room(WidestNumber);
        value.TryFormat(_bytes.AsSpan(_length), out var written, $"F{decimals}");
        _length += written;
        _bytes[_length++] = (byte)',';
        return this;
    }

    /// <summary>Ends the row: the comma after the last field becomes a line feed.</summary>
    public void EndRow()
    {
        _bytes[_length - 1] = (byte)'\n';
        Rows++;
    }

    private void Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        }
    }
}
