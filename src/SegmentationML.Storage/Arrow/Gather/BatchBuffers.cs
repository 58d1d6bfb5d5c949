using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>The rows of one batch while they are gathered, and then while they are written. A writer has two: one fills while the other goes out.</summary>
internal sealed unsafe class BatchBuffers : IDisposable
{
    private readonly ColumnGatherer[] _columns;

    /// <param name="source">The columns as the arrays will come.</param>
    /// <param name="dictionaries">By column name, the values of the columns that are to be dictionary-encoded; numbered in column order.</param>
    /// <param name="compression">How buffers are packed.</param>
    public BatchBuffers(IReadOnlyList<ArrowField> source, IReadOnlyDictionary<string, ArrowDictionary> dictionaries, ArrowCompression compression)
    {
        Body = new BatchBody(compression);
        _columns = new ColumnGatherer[source.Count];
        var id = 0;
        for (var i = 0; i < source.Count; i++)
        {
            var dictionary = dictionaries.GetValueOrDefault(source[i].Name);
            _columns[i] = GathererCatalog.For(source[i], dictionary, id);
            id += dictionary is null ? 0 : 1;
        }
    }

    /// <summary>The columns as they are written.</summary>
    public IReadOnlyList<ArrowField> Fields => [.. _columns.Select(column => column.Field)];

    /// <summary>Rows gathered.</summary>
    public long Rows { get; private set; }

    /// <summary>The plan of the body, once <see cref="Describe"/> was called.</summary>
    public BatchBody Body { get; }

    /// <summary>How many of the next rows of a record batch can be taken before a column's values pass the limit.</summary>
    public long Fit(ArrowArray* batch, long start, long rows, long limit)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = batch->Children[i];
            rows = _columns[i].Fit(column, column->Offset + batch->Offset + start, rows, limit);
        }

        return rows;
    }

    /// <summary>Appends rows of a record batch.</summary>
    public void Append(ArrowArray* batch, long start, long rows)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = batch->Children[i];
            _columns[i].Append(column, column->Offset + batch->Offset + start, rows);
        }

        Rows += rows;
    }

    /// <summary>Plans the body.</summary>
    public BatchBody Describe()
    {
        Body.Begin(Rows);
        foreach (var column in _columns)
        {
            column.Describe(Body);
        }

        return Body;
    }

    /// <summary>Forgets the rows and keeps the memory.</summary>
    public void Clear()
    {
        Rows = 0;
        foreach (var column in _columns)
        {
            column.Clear();
        }
    }

    public void Dispose()
    {
        foreach (var column in _columns)
        {
            column.Dispose();
        }
    }
}
