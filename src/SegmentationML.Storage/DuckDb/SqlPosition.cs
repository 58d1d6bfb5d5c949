using System.Text;

namespace SegmentationML.Storage.DuckDb;

/// <summary>A place in SQL text.</summary>
/// <param name="Line">One-based.</param>
/// <param name="Column">One-based, in UTF-16 characters.</param>
public readonly record struct SqlPosition(int Line, int Column)
{
    private const int ShownBefore = 60;
    private const int ShownAfter = 60;

    /// <summary>The place of a byte of the text; null when it lies outside.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="byteOffset">Zero-based offset in the text's UTF-8 form, as DuckDB counts.</param>
    public static SqlPosition? At(string sql, long byteOffset)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        if (byteOffset < 0 || byteOffset > utf8.Length)
        {
            return null;
        }

        var before = Encoding.UTF8.GetString(utf8, 0, (int)byteOffset);
        return new SqlPosition(before.Count(static letter => letter == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    /// <summary>The line of the text, or the part of a long line around the place, with a caret below.</summary>
    /// <param name="sql">The text.</param>
    public string Excerpt(string sql)
    {
        var line = sql.Split('\n')[Line - 1].TrimEnd('\r');
        var place = Math.Min(Column - 1, line.Length);
        var start = Math.Max(0, place - ShownBefore);
        var end = Math.Min(line.Length, place + ShownAfter);
        var label = $"LINE {Line}: {(start > 0 ? "..." : "")}";
        return $"{label}{line[start..end]}{(end < line.Length ? "..." : "")}{Environment.NewLine}{new string(' ', label.Length + place - start)}^";
    }

    /// <summary>The place in words.</summary>
    public override string ToString() => $"line {Line}, column {Column}";
}
