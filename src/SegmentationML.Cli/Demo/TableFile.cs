using System.Security.Cryptography;
using System.Text;

namespace SegmentationML.Cli.Demo;

/// <summary>A table on its way to disk: written under a temporary name with a running digest, renamed when complete, removed when not.</summary>
internal sealed class TableFile : IDisposable
{
    private const string Unfinished = ".tmp";
    private readonly DemoTable _table;
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _rows;
    private bool _complete;

    public TableFile(string folder, DemoTable table, string header)
    {
        _table = table;
        _path = Path.Combine(folder, NameOf(table));
        _stream = new FileStream(_path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        Append(Encoding.UTF8.GetBytes(header + "\n"));
    }

    /// <summary>The file name of a table, for example <c>order_lines.csv</c>.</summary>
    public static string NameOf(DemoTable table) => table switch
    {
        DemoTable.OrderLines => "order_lines.csv",
        _ => table.ToString().ToLowerInvariant() + ".csv",
    };

    /// <summary>Appends the rows of a buffer.</summary>
    public void Write(CsvBuffer rows)
    {
        Append(rows.Written);
        _rows += rows.Rows;
    }

    /// <summary>Closes the file and gives it its name.</summary>
    public DemoFile Complete()
    {
        var bytes = _stream.Length;
        _stream.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: true);
        _complete = true;
        return new DemoFile(_table, Path.GetFileName(_path), _rows, bytes, Convert.ToHexStringLower(_digest.GetHashAndReset()));
    }

    /// <summary>Removes what is unfinished.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _digest.Dispose();
        if (!_complete)
        {
            File.Delete(_path + Unfinished);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _digest.AppendData(bytes);
    }
}
