using System.IO.Compression;
using System.Text;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>The first record of a delimited file: the names of its columns.</summary>
/// <param name="Names">One a column, unique when case is ignored: an empty name becomes <c>column3</c>, a repeated one gets its position behind it.</param>
/// <param name="Repeated">Names that stand more than once in the header as written.</param>
/// <param name="Line">The header as written, at most 200 characters, for messages.</param>
internal sealed record CsvHeader(IReadOnlyList<string> Names, IReadOnlyList<string> Repeated, string Line)
{
    private const int MaxChars = LineLengths.Limit;

    /// <summary>Reads the header of a file as it is delivered, and no more of it.</summary>
    /// <param name="file">The file, which may be packed and of any encoding.</param>
    /// <param name="csv">How it is written; names given there stand for the header.</param>
    public static CsvHeader Peek(SourceFile file, CsvOptions csv)
    {
        try
        {
            using var stored = File.OpenRead(file.Path);
            using Stream plain = file.IsGzip ? new GZipStream(stored, CompressionMode.Decompress) : stored;
            using var reader = new StreamReader(plain, TextEncodings.Find(csv.Encoding)!, detectEncodingFromByteOrderMarks: false);
            return Read(file, reader, csv);
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(new Problem("SEG-ING-016", $"Source {file.Source}: the gzip file {file.Path} is damaged or cut short.", "Deliver it again, whole; nothing of it was loaded."), e);
        }
    }

    /// <summary>Reads the header of a plain UTF-8 file.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="path">The plain file.</param>
    /// <param name="csv">How it is written; names given there stand for the header.</param>
    public static CsvHeader Read(SourceFile file, string path, CsvOptions csv)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        return Read(file, reader, csv);
    }

    private static CsvHeader Read(SourceFile file, StreamReader reader, CsvOptions csv)
    {
        if (csv.Names.Count > 0)
        {
            return new CsvHeader(csv.Names, [], "");
        }

        try
        {
            var (fields, line) = Record(reader, csv);
            return fields.All(f => f.Trim().Length == 0)
                ? throw new ProblemException(new Problem("SEG-ING-012", $"Source {file.Source}: the first line of {file.Path} is empty.", "The first line must hold the names of the columns; for a file without them give csv.names."))
                : Named(fields, line);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProblemException(new Problem("SEG-ING-015", $"Source {file.Source}: the first lines of {file.Path} are no {csv.Encoding.ToUpperInvariant()}.", "Declare the encoding that the file is written in, such as `csv: {encoding: windows-1252}`."), e);
        }
    }

    private static CsvHeader Named(List<string> fields, string line)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>(fields.Count);
        var repeated = new List<string>();
        for (var i = 0; i < fields.Count; i++)
        {
            var name = fields[i].Length == 0 ? $"column{i + 1}" : fields[i];
            if (!seen.Add(name))
            {
                repeated.Add(name);
                name = $"{name}_{i + 1}";
                seen.Add(name);
            }

            names.Add(name);
        }

        return new CsvHeader(names, repeated, line.Length > 200 ? line[..200] : line);
    }

    private static (List<string> Fields, string Line) Record(StreamReader reader, CsvOptions csv)
    {
        var (fields, field, line) = (new List<string>(), new StringBuilder(), new StringBuilder());
        var (separator, quote, escape) = (csv.Separator[0], First(csv.Quote), First(csv.Escape));
        var (quoted, read) = (false, 0);
        for (int c; (c = reader.Read()) >= 0 && read++ < MaxChars;)
        {
            if (read == 1 && c == '\uFEFF')
            {
                continue;
            }

            if (!quoted && c is '\n' or '\r')
            {
                break;
            }

            line.Append((char)c);
            if (quoted && c == escape && reader.Peek() == quote)
            {
                field.Append((char)reader.Read());
            }
            else if (c == quote && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append((char)c);
            }
        }

        fields.Add(field.ToString());
        return (fields, line.ToString());
    }

    private static int First(string text) => text.Length == 0 ? -1 : text[0];
}
