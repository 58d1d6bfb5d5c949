using System.Runtime.InteropServices;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow;
using SegmentationML.Storage.Arrow.CData;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.ArrowWrite;

/// <summary>The chunks of a query's result, kept in memory as DuckDB exported them.</summary>
internal sealed unsafe class KeptChunks : IDisposable
{
    private readonly List<nint> _chunks = [];
    private readonly ArrowTableSchema _schema;

    public KeptChunks(DuckDbEngine engine, string sql)
    {
        using var reader = engine.ReadArrow(sql);
        _schema = new ArrowTableSchema(FormatString.Fields(reader.Schema), []);
        while (reader.MoveNext())
        {
            var kept = (ArrowArray*)NativeMemory.Alloc((nuint)sizeof(ArrowArray));
            *kept = *reader.Batch;
            reader.Batch->Release = null;
            _chunks.Add((nint)kept);
        }
    }

    public int Columns => _schema.Fields.Count;

    public void Write(Stream output, ArrowExport options)
    {
        var dictionaries = options.Dictionaries.ToDictionary(given => given.Key, given => new ArrowDictionary(given.Value));
        using var writer = new ArrowIpcWriter(output, _schema, dictionaries, new ArrowWriteOptions { RowsPerBatch = options.RowsPerBatch });
        foreach (var chunk in _chunks)
        {
            writer.Append((ArrowArray*)chunk);
        }

        writer.Complete();
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            ArrowArray.ReleaseIfLive((ArrowArray*)chunk);
            NativeMemory.Free((void*)chunk);
        }

        _chunks.Clear();
    }
}
