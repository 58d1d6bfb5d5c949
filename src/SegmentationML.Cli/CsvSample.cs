using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace SegmentationML.Cli;

/// <summary>How a delimited file is written, told from its bytes and its first thousand records: encoding, delimiter, decimal sign, formats of dates.</summary>
/// <param name="Encoding">IANA name.</param>
/// <param name="Delimiter">The delimiter as <c>csv.delimiter</c> spells it.</param>
/// <param name="Columns">Names of the columns in the order of the header.</param>
/// <param name="Rows">Fields of the records after the header.</param>
internal sealed partial record CsvSample(string Encoding, string Delimiter, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int MaxRows = 1000;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Forms of dates as <c>formats</c> spells them; where a column fits several, the first is taken.</summary>
    private static readonly (string Format, Regex Pattern)[] DateForms =
        [.. from form in new[] { "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d" } from time in new[] { "", " %H:%M", " %H:%M:%S" } select (form + time, PatternOf(form + time))];

    /// <summary>Reads the sample.</summary>
    /// <param name="file">Plain text or gzip.</param>
    public static CsvSample Read(string file)
    {
        var (name, encoding) = EncodingOf(file);
        using var reader = new StreamReader(Open(file), encoding);
        var head = reader.ReadLine() ?? "";
        var delimiter = Delimiters.MaxBy(d => head.Count(c => c == d));
        var rows = new List<IReadOnlyList<string>>();
        for (string? line; rows.Count < MaxRows && (line = reader.ReadLine()) is not null;)
        {
            rows.Add(Fields(line, delimiter));
        }

        return new CsvSample(name, delimiter == '\t' ? "\\t" : delimiter.ToString(), Fields(head, delimiter), rows);
    }

    /// <summary>The format that all dates of a column have; null when they are written as 2026-01-31, or as nothing that is known.</summary>
    /// <param name="column">A column's name.</param>
    public string? DateFormat(string column)
    {
        var values = Values(column);
        return values.Length == 0 || values.All(v => Iso().IsMatch(v)) ? null : Array.Find(DateForms, f => values.All(v => f.Pattern.IsMatch(v))).Format;
    }

    /// <summary>Decimal and thousands signs of the numbers in some columns.</summary>
    /// <param name="columns">Names of columns.</param>
    public (string Decimal, string Thousands) Signs(IEnumerable<string> columns)
    {
        string[] numbers = [.. columns.SelectMany(Values).Where(v => v.Contains(',', StringComparison.Ordinal) || v.Contains('.', StringComparison.Ordinal))];
        var asComma = numbers.Length > 0 && numbers.All(v => CommaNumber().IsMatch(v));
        var asPoint = numbers.All(v => PointNumber().IsMatch(v));
        if (asComma && (!asPoint || Delimiter != ","))
        {
            // 1.234 alone may be a number with point as well: the comma must be seen.
            return numbers.Any(v => v.Contains(',', StringComparison.Ordinal)) ? (",", numbers.Any(v => v.Contains('.', StringComparison.Ordinal)) ? "." : "") : (".", "");
        }

        return (".", asPoint && numbers.Any(v => v.Contains(',', StringComparison.Ordinal)) ? "," : "");
    }

    private string[] Values(string column)
    {
        var index = Columns.ToList().IndexOf(column);
        return [.. Rows.Where(r => index < r.Count).Select(r => r[index].Trim()).Where(v => v.Length > 0)];
    }

    // UTF-8 has rules that no other encoding keeps by chance: what breaks them is read as the one-byte encoding that is most common.
    private static (string Name, Encoding Encoding) EncodingOf(string file)
    {
        using var stream = Open(file);
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars, isFirst) = (new byte[1 << 16], new char[(1 << 16) + 1], true);
        try
        {
            for (int read; (read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0; isFirst = false)
            {
                if (isFirst && (bytes.AsSpan().StartsWith<byte>([0xFF, 0xFE]) || bytes.AsSpan().StartsWith<byte>([0xFE, 0xFF])))
                {
                    return ("utf-16", System.Text.Encoding.Unicode);
                }

                decoder.GetChars(bytes, 0, read, chars, 0, flush: false);
            }

            return ("utf-8", System.Text.Encoding.UTF8);
        }
        catch (DecoderFallbackException)
        {
            return ("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!);
        }
    }

    private static Stream Open(string file)
        => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);

    private static List<string> Fields(string line, char delimiter)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[++i]);
            }
            else if (line[i] == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (line[i] == delimiter && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static Regex PatternOf(string format)
        => new($"^{Regex.Escape(format).Replace("%d", "(0?[1-9]|[12][0-9]|3[01])", StringComparison.Ordinal).Replace("%m", "(0?[1-9]|1[0-2])", StringComparison.Ordinal).Replace("%Y", "[12][0-9]{3}", StringComparison.Ordinal).Replace("%H", "[0-2]?[0-9]", StringComparison.Ordinal).Replace("%M", "[0-5][0-9]", StringComparison.Ordinal).Replace("%S", "[0-5][0-9]", StringComparison.Ordinal)}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommaNumber();

    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointNumber();
}
