using System.Text;
using System.Text.Json;
using SegmentationML.Storage.Arrow;

namespace SegmentationML.Service.Snapshots;

/// <summary>Texts one after the other as UTF-8, found by number.</summary>
internal sealed class TextStore
{
    private const int PageBytes = 1 << 20;
    private readonly List<byte[]> _pages = [];
    private readonly List<(int Page, int Start, int Length)> _places = [];
    private int _used = PageBytes;

    /// <summary>How many there are.</summary>
    public int Count => _places.Count;

    /// <summary>Adds a column's texts; those of a dictionary are written out.</summary>
    public void Append(ArrowColumn column)
    {
        for (var row = 0; row < column.Rows; row++)
        {
            Add(column.Bytes(row), column.IsNull(row));
        }
    }

    /// <summary>A text as UTF-8; empty when it is missing.</summary>
    public ReadOnlySpan<byte> At(int number)
    {
        var (page, start, length) = _places[number];
        return length <= 0 ? default : _pages[page].AsSpan(start, length);
    }

    /// <summary>A text; null when it is missing.</summary>
    public string? Text(int number) => _places[number].Length < 0 ? null : Encoding.UTF8.GetString(At(number));

    /// <summary>Writes a text as JSON.</summary>
    public void Write(Utf8JsonWriter writer, int number)
    {
        if (_places[number].Length < 0)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(At(number));
        }
    }

    private void Add(ReadOnlySpan<byte> text, bool missing)
    {
        if (_used + text.Length > (_pages.Count == 0 ? 0 : _pages[^1].Length))
        {
            _pages.Add(new byte[Math.Max(PageBytes, text.Length)]);
            _used = 0;
        }

        text.CopyTo(_pages[^1].AsSpan(_used));
        _places.Add((_pages.Count - 1, _used, missing ? -1 : text.Length));
        _used += text.Length;
    }
}
