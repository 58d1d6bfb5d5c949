using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>The rows of one file as the engine sees them.</summary>
internal interface IRawRows
{
    /// <summary>All columns with the types that <see cref="From"/> gives them.</summary>
    IReadOnlyList<ColumnShape> Columns { get; }

    /// <summary>Names that the header has more than once: they tell no column.</summary>
    IReadOnlyList<string> Repeated => [];

    /// <summary>How numbers in text are written.</summary>
    NumberStyle Numbers { get; }

    /// <summary>A table expression with the given columns as stored, in file order.</summary>
    /// <param name="columns">Names out of <see cref="Columns"/>.</param>
    /// <param name="tolerant">True to pass over lines that are no rows and to note them, where the format knows such.</param>
    string From(IReadOnlyCollection<string> columns, bool tolerant);

    /// <summary>A table expression with the given columns, some already in the type that is needed; it fails at the first value that is not of it.</summary>
    /// <param name="reads">The columns.</param>
    /// <param name="types">The type of each column in the expression.</param>
    string FromTyped(IReadOnlyList<ColumnRead> reads, out IReadOnlyDictionary<string, string> types);

    /// <summary>A query for the lines that were passed over (columns <c>line BIGINT, reason VARCHAR, content VARCHAR</c>), by line; null when the format knows none.</summary>
    string? PassedOver { get; }
}
